import type { IncomingMessage, ServerResponse } from 'node:http'
import { readSessionId } from '@/lib/auth'
import { log } from '@/lib/log'
import { findViewerBySession, type Viewer } from '@/lib/viewer'
import { Connection } from './connection'
import { type Gateway, gateway } from './gateway'
import { openStream } from './open-stream'

const PATH = '/api/stream'
/** Streams of one session in this process; the oldest goes first and is told to stay away long (milliseconds). */
const PER_SESSION = 8
const TOO_MANY_RETRY = 60_000
/** More streams than this a process does not take. */
const MAX_STREAMS = 25_000

const HEAD = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}

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
    const viewer = await findViewerBySession(sessionId)
    // A browser that is told 204 stops for good: only for a session that is known to have ended.
    if (!viewer) return void response.writeHead(204).end()
    await accept(request, response, viewer)
  } catch (error) {
    log.info({ error: String(error) }, 'stream could not be opened')
    if (!response.headersSent) comeBack(response)
    else response.destroy()
  }
}

async function accept(request: IncomingMessage, response: ServerResponse, viewer: Viewer): Promise<void> {
  const { socket } = request
  if (socket.destroyed) return
  socket.setNoDelay(true)
  socket.setTimeout(0)
  openBody(response)
  const connection = new Connection(viewer, response, socket)
  socket.once('close', () => gateway.remove(connection))
  makeRoom(gateway, viewer)
  await openStream(gateway, connection, askedPosition(request))
}

/** First bytes at once: a browser and every proxy between know that the stream stands. */
function openBody(response: ServerResponse): void {
  // The body ends with the connection, so what we write are the bytes on the wire: a chunk per event would be cost only.
  response.useChunkedEncodingByDefault = false
  response.shouldKeepAlive = false
  response.writeHead(200, HEAD)
  response.write('retry: 2000\n\n')
}

function askedPosition(request: IncomingMessage): string | null {
  const header = request.headers['last-event-id']
  if (typeof header === 'string' && header !== '') return header
  return new URL(request.url ?? PATH, 'http://stream').searchParams.get('position')
}

function makeRoom(streams: Gateway, viewer: Viewer): void {
  const mine = streams.members
    .of(String(viewer.id))
    .filter((other) => other.sessionId === viewer.sessionId && !other.closed)
  for (const oldest of mine.slice(0, Math.max(0, mine.length - PER_SESSION + 1))) oldest.end('too_many', TOO_MANY_RETRY)
}

/** Not now: a 200 that ends, because on any other answer a browser would give up for good. */
function comeBack(response: ServerResponse): void {
  response.writeHead(200, { ...HEAD, connection: 'close' })
  response.end(`retry: ${Math.round(2000 + Math.random() * 8000)}\n\n`)
}

function refuse(response: ServerResponse, status: number, error: { code: string; message: string }): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ error }))
}
