import type { z } from 'zod'
import { toPage } from '@/lib/http/page'
import { query } from '@/lib/postgres/query'
import { type RowOf, statement, text, time } from '@/lib/postgres/statement'
import { SESSION_DAYS } from '@/lib/session/session-cookie'
import type { Viewer } from '@/lib/session/viewer'
import { pageSchema } from '@/lib/shared/schemas'
import type { Page, Session } from '@/lib/shared/views'
import { sessionIdSchema } from './sessions'

export const sessionPageSchema = pageSchema.extend({ cursor: sessionIdSchema.optional() })

type SessionPageRequest = z.infer<typeof sessionPageSchema>

const SESSION = {
  id: text(),
  device: text(),
  ip: text(),
  createdAt: time(),
  lastSeenAt: time(),
}

type SessionRow = RowOf<typeof SESSION>

/** The row of a session stays for a while after its end, so the id of the last one shown is enough as the cursor. */
const OPEN_SESSIONS = statement(
  'open-sessions',
  SESSION,
  `SELECT id, device, ip, "createdAt", "lastSeenAt" FROM "Session"
   WHERE "userId" = $1 AND "endedAt" IS NULL AND "lastSeenAt" > now() - make_interval(days => ${SESSION_DAYS})
     AND ($2::text IS NULL OR ("createdAt", id) < (SELECT "createdAt", id FROM "Session" WHERE id = $2 AND "userId" = $1))
   ORDER BY "createdAt" DESC, id DESC LIMIT $3`,
)

/** The viewer's open sessions, the newest first. */
export async function listSessions(viewer: Viewer, { cursor, limit }: SessionPageRequest): Promise<Page<Session>> {
  const rows = await query(OPEN_SESSIONS, [viewer.id, cursor ?? null, limit + 1])
  return toPage(rows, { limit, cursor: ({ id }) => id, present: (row) => presentSession(row, viewer) })
}

function presentSession({ id, device, ip, createdAt, lastSeenAt }: SessionRow, viewer: Viewer): Session {
  return {
    id,
    device,
    ip,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    current: id === viewer.sessionId,
  }
}
