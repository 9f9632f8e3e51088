import type { IncomingMessage, ServerResponse } from 'node:http'
import { presentState } from '@/lib/notifications/notification-state'
import { log } from '@/lib/process/log'
import { whenAway } from '@/lib/redis/client'
import { ownerOf, readSessionId } from '@/lib/session/session-cookie'
import { findViewerBySession } from '@/lib/session/viewer'
import { Connection, STREAM_HEAD } from './connection'
import { type Gateway, gateway } from './gateway'
import { openStream } from './open-stream'
import { endOf, joinAndRead } from './registration'

const PATH = '/api/stream'
/** Streams of one session in this process; the oldest goes first and is told to stay away long (milliseconds). */
const PER_SESSION = 8
const TOO_MANY_RETRY = 60_000
/** More streams than this a process does not take. */
const MAX_STREAMS = 25_000

export function isStream(request: IncomingMessage): boolean {
  return request.url === PATH || request.url?.startsWith(`${PATH}?`) === true
}

/** Answers one request for the stream. Never throws. */
export async function serveStream(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method !== 'GET') return refuse(response, 405, { code: 'malformed', message: 'Only GET.' })
    const sessionId = await readSessionId(request.headers.cookie)
    if (!sessionId) return refuse(response, 401, { code: 'not_signed_in', message: 'Please sign in.' })
    if (gateway.draining || gateway.members.size >= MAX_STREAMS) return comeBack(response)
    await accept(request, response, sessionId)
  } catch (error) {
    log.info({ error: String(error) }, 'stream could not be opened')
    if (!response.headersSent) comeBack(response)
    else response.destroy()
  }
}

async function accept(request: IncomingMessage, response: ServerResponse, sessionId: string): Promise<void> {
  const { socket } = request
  const userId = ownerOf(sessionId)
  if (userId === null) return stopForGood(response)
  if (socket.destroyed) return
  socket.setNoDelay(true)
  socket.setTimeout(0)
  const connection = new Connection({ userId, sessionId }, response, socket)
  socket.once('close', () => gateway.remove(connection))
  gateway.add(connection)
  // Listening first: a session that ends from here on tells us; one that ended before, its row does.
  const joined = await whenAway(joinAndRead(gateway.id, [userId]), null)
  connection.adrift = joined === null
  const viewer = await findViewerBySession(sessionId).catch(() => 'away' as const)
  if (connection.closed) return
  if (viewer !== null && viewer !== 'away') {
    makeRoom(gateway, connection)
    const [standing] = joined ?? []
    return openStream(gateway, connection, {
      asked: askedPosition(request),
      end: standing ? endOf(standing) : null,
      notifications: presentState(viewer),
    })
  }
  gateway.remove(connection)
  if (viewer === 'away') comeBack(response)
  else stopForGood(response)
}

function askedPosition(request: IncomingMessage): string | null {
  const header = request.headers['last-event-id']
  if (typeof header === 'string' && header !== '') return header
  return new URL(request.url ?? PATH, 'http://stream').searchParams.get('position')
}

function makeRoom(streams: Gateway, { userKey, sessionId }: Connection): void {
  const mine = streams.members.of(userKey).filter((other) => other.sessionId === sessionId && !other.closed)
  for (const oldest of mine.slice(0, Math.max(0, mine.length - PER_SESSION))) oldest.end('too_many', TOO_MANY_RETRY)
}

/** A browser that is told 204 stops for good: only for a session that is known to have ended. */
function stopForGood(response: ServerResponse): void {
  response.writeHead(204, { connection: 'close' }).end()
}

/** Not now: a 200 that ends, because on any other answer a browser would give up for good. */
function comeBack(response: ServerResponse): void {
  response.writeHead(200, { ...STREAM_HEAD, connection: 'close' })
  response.end(`retry: ${Math.round(2000 + Math.random() * 8000)}\n\n`)
}

function refuse(response: ServerResponse, status: number, error: { code: string; message: string }): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ error }))
}
