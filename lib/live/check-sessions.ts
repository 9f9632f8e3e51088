import { query } from '@/lib/postgres/query'
import { statement, text } from '@/lib/postgres/statement'
import type { Gateway } from './gateway'

const LIVE_SESSIONS = statement(
  'live-sessions',
  { id: text() },
  `SELECT s.id FROM "Session" s JOIN "User" u ON u.id = s."userId"
   WHERE s.id = ANY ($1) AND s."endedAt" IS NULL AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL`,
)

/** Ends the streams of sessions that have ended according to the database: without Redis no message says so. */
export async function checkSessions(gateway: Gateway): Promise<void> {
  const ended = new Set([...gateway.connections.all()].map(({ sessionId }) => sessionId))
  if (ended.size === 0) return
  const live = await query(LIVE_SESSIONS, [[...ended]])
  for (const { id } of live) ended.delete(id)
  if (ended.size > 0) gateway.endSessions(gateway.connections.userKeys(), ended)
}
