import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer } from '@/bench/process/answer'
import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import { POST, POST_COLUMNS, POST_SOURCE, presentPost } from '@/lib/posts/post-row'
import { redis, startRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'
import { findViewerBySession } from '@/lib/session/find-viewer'
import { readSessionId } from '@/lib/session/session-cookie'
import { fillRealTimelines } from './real-timelines'

/**
 * The ceiling: plain node:http that checks the cookie and reads the last 20 ids of the timeline and the posts by primary key.
 * It leaves out what a feed must check: whether the viewer may see each post and still follows its author.
 */
const BY_ID = statement(
  'bare-feed',
  POST,
  `SELECT ${POST_COLUMNS} FROM ${POST_SOURCE} WHERE p.id = ANY ($1::bigint[]) ORDER BY p.id DESC`,
)

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sessionId = await readSessionId(request.headers.cookie)
  const viewer = sessionId && (await findViewerBySession(sessionId))
  if (!viewer) return void response.writeHead(401).end()
  const ids = await redis.lrange(homeKey(viewer.id), -20, -1)
  const rows = await query(BY_ID, [ids])
  const body = JSON.stringify({ items: rows.map(presentPost), nextCursor: ids[0] ?? null, position: null })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
}

const work = {
  fill: ({ readers }: { readers: number }) => fillRealTimelines(readers),

  /** Opens a port and returns it. */
  async listen(): Promise<number> {
    const server = createServer((request, response) => void serve(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  },
}

export type BareFeed = typeof work

await startRedis()
answer(work)
