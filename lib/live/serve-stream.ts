import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressOfRaw } from '@/lib/http/client-address'
import { limitSubject } from '@/lib/http/network-address'
import { presentState } from '@/lib/notifications/notification-state'
import { log } from '@/lib/process/log'
import { whenAway } from '@/lib/redis/client'
import { findViewerBySession } from '@/lib/session/find-viewer'
import { secondsToWait } from '@/lib/session/limit-pages'
import { ownerOf, readSessionId } from '@/lib/session/session-cookie'
import { deregisterAbsent } from './check-now'
import { Connection } from './connection'
import { gateway } from './gateway'
import { openStream } from './open-stream'
import { registerAndRead, topOfHead } from './registration'
import { endIdlest, isFull } from './stream-limits'
import { STREAM_HEAD, StreamResponse } from './stream-response'

const PATH = '/api/stream'

export function isStream(request: IncomingMessage): boolean {
  return request.url === PATH || request.url?.startsWith(`${PATH}?`) === true
}

/** Answers one request for the stream. Never throws. */
export async function serveStream(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method !== 'GET') return refuse(response, 405, { code: 'wrong_method', message: 'Only GET.' })
    const sessionId = await readSessionId(request.headers.cookie)
    if (!sessionId) return refuse(response, 401, { code: 'not_signed_in', message: 'Please sign in.' })
    if (isFull(gateway)) return refuseForNow(response)
    const wait = await secondsToWait('stream', request)
    if (wait > 0) return refuseForNow(response, wait * 1000)
    await accept(request, response, sessionId)
  } catch (error) {
    log.info({ error: String(error) }, 'stream could not be opened')
    if (!response.headersSent) refuseForNow(response)
    else response.destroy()
  }
}

async function accept(request: IncomingMessage, response: ServerResponse, sessionId: string): Promise<void> {
  const userId = ownerOf(sessionId)
  const viewer = paramOf(request, 'viewer')
  // The page that asks may be that of somebody who has signed out since.
  if (userId === null || (viewer !== null && viewer !== String(userId))) return refuseForGood(response)
  const { socket } = request
  if (socket.destroyed) return
  socket.setNoDelay(true)
  socket.setTimeout(0)
  const connection = new Connection(
    { userId, sessionId, network: limitSubject(addressOfRaw(request)) },
    new StreamResponse(response, socket),
  )
  socket.once('close', () => disconnect(connection))
  gateway.add(connection)
  // Registered first, then the session is read: if it ends after that, a message arrives; if it ended before, its row says so.
  const heads = await whenAway(registerAndRead(gateway.id, [userId]), null)
  if (!heads) {
    connection.markUncertain()
    gateway.gap.open()
  }
  const found = await findViewerBySession(sessionId).catch(() => 'away' as const)
  if (connection.phase === 'closed') return
  if (found !== null && found !== 'away') {
    endIdlest(gateway, connection)
    const [head] = heads ?? []
    return openStream(gateway, connection, {
      asked: askedPosition(request),
      top: head ? topOfHead(head) : null,
      notifications: presentState(found),
    })
  }
  disconnect(connection)
  if (found === 'away') refuseForNow(response)
  else refuseForGood(response)
}

function disconnect(connection: Connection): void {
  if (gateway.remove(connection)) void deregisterAbsent(gateway, [connection.userKey])
}

function askedPosition(request: IncomingMessage): string | null {
  const header = request.headers['last-event-id']
  if (typeof header === 'string' && header !== '') return header
  return paramOf(request, 'position')
}

function paramOf({ url = PATH }: IncomingMessage, name: string): string | null {
  return new URL(url, 'http://stream').searchParams.get(name)
}

/** 204: the browser never connects again. Only for a session that is known to have ended, or is another person's. */
function refuseForGood(response: ServerResponse): void {
  response.writeHead(204, { connection: 'close' }).end()
}

/** A 200 that ends, and asks the browser to connect again soon: after an error status a browser does not connect again. */
function refuseForNow(response: ServerResponse, atLeast = 2_000): void {
  response.writeHead(200, { ...STREAM_HEAD, connection: 'close' })
  response.end(`retry: ${Math.round(atLeast + Math.random() * 8000)}\n\n`)
}

function refuse(response: ServerResponse, status: number, error: { code: string; message: string }): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ error }))
}
