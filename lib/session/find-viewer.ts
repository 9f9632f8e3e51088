import { addressOf } from '@/lib/http/client-address'
import { limitSubject } from '@/lib/http/network-address'
import { countUse, countUses } from '@/lib/http/rate-limits'
import { query } from '@/lib/postgres/query'
import { bool, NOTHING, statement } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import { noteEnded } from './ended-sessions'
import { readSessionId, SESSION_DAYS } from './session-cookie'
import { NOTIFICATION_COUNTERS, VIEWER, type Viewer, type ViewerWithCounters } from './viewer'

/** The conditions under which the cookie of a session is accepted. */
const LIVE_SESSION = statement(
  'live-session',
  { ...VIEWER, ...NOTIFICATION_COUNTERS, stale: bool() },
  `SELECT u.id, s.id AS "sessionId", u.handle, u.name, u.bio, u."avatarUrl",
     u."notificationVersion", u."unseenNotifications", u."unreadNotifications", u."notificationSeq",
     s."lastSeenAt" < now() - interval '1 minute' AS stale
   FROM "Session" s JOIN "User" u ON u.id = s."userId"
   WHERE s.id = $1 AND s."endedAt" IS NULL AND s."lastSeenAt" > now() - interval '${SESSION_DAYS} days'
     AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL`,
)

/**
 * Skips a user row that is locked (a job notifies this user), so that a request never waits for it. The next request updates
 * it.
 */
const SEEN = statement(
  'session-seen',
  NOTHING,
  `WITH seen AS (
     UPDATE "Session" SET "lastSeenAt" = now()
     WHERE id = $1 AND "lastSeenAt" < now() - interval '1 minute' RETURNING "userId"),
   free AS (
     SELECT u.id FROM "User" u JOIN seen ON u.id = seen."userId" FOR NO KEY UPDATE OF u SKIP LOCKED)
   UPDATE "User" SET "lastActiveAt" = now() FROM free WHERE "User".id = free.id`,
)

/**
 * The viewer of a session, or null when it has ended. Reads the primary each time, so that ending a session takes effect at
 * once.
 */
export async function findViewerBySession(sessionId: string): Promise<ViewerWithCounters | null> {
  const [row] = await query(LIVE_SESSION, [sessionId])
  if (!row) {
    noteEnded(sessionId)
    return null
  }
  const { stale, ...viewer } = row
  if (stale) await query(SEEN, [sessionId])
  return viewer
}

/**
 * The viewer of a request, or null for an anonymous one. A request may name the person whom its page was made for. When somebody
 * else has signed in since, it is nobody's: what one person wrote must not be sent in the name of another.
 */
export async function findViewer(request: { headers: Headers }): Promise<ViewerWithCounters | null> {
  const sessionId = await readSessionId(request.headers.get('cookie'))
  const viewer = sessionId ? await findViewerBySession(sessionId) : null
  const meant = request.headers.get('x-viewer')
  return viewer && (meant === null || meant === String(viewer.id)) ? viewer : null
}

/**
 * The viewer of a request to the API. Counts the request against their rate limits. Throws `not_signed_in` and `rate_limited`.
 */
export async function requireViewer(request: Request): Promise<ViewerWithCounters> {
  const viewer = await findViewer(request)
  if (!viewer) throw new AppError('not_signed_in', 'Please sign in.')
  await countUse(request.method === 'GET' ? 'read' : 'write', String(viewer.id), addressOf(request))
  return viewer
}

/** As how many reads something counts that looks at thousands of rows. */
export const EXPENSIVE = { cost: 10 }

/**
 * For routes that need no signing in: the viewer or null. Counts the request by viewer or by address. Throws `rate_limited`.
 */
export async function openTo(request: Request, { cost }: { cost?: number } = {}): Promise<Viewer | null> {
  const viewer = await findViewer(request)
  const address = addressOf(request)
  const subject = viewer ? String(viewer.id) : limitSubject(address)
  await countUses([{ limit: 'read', subject, cost }], address)
  return viewer
}
