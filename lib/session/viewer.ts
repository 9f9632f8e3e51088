import { addressOf, limitSubject } from '@/lib/http/client-address'
import { spend } from '@/lib/http/rate-limits'
import { query } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import { readSessionId } from './session-cookie'

/** The one asking: a signed-in person and the session they came with. */
export type Viewer = {
  id: bigint
  sessionId: string
  handle: string
  name: string
  bio: string
  avatarUrl: string | null
}

/** The viewer's notification counters, read together with the session: no query of their own. */
export type NotificationCounters = {
  notificationVersion: bigint
  unseenNotifications: number
  unreadNotifications: number
  notificationSeq: bigint
}

export type SignedIn = Viewer & NotificationCounters

/** What a session row must still say for its cookie to be worth anything. */
const LIVE_SESSION = {
  name: 'live-session',
  text: `SELECT u.id, s.id AS "sessionId", u.handle, u.name, u.bio, u."avatarUrl",
                u."notificationVersion", u."unseenNotifications", u."unreadNotifications", u."notificationSeq",
                s."lastSeenAt" < now() - interval '1 minute' AS stale
         FROM "Session" s JOIN "User" u ON u.id = s."userId"
         WHERE s.id = $1 AND s."endedAt" IS NULL AND s."lastSeenAt" > now() - interval '30 days' AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL`,
}

/** A row that is locked (somebody tells this person something) is left for the next time: no request waits for it. */
const SEEN = {
  name: 'session-seen',
  text: `WITH seen AS (
           UPDATE "Session" SET "lastSeenAt" = now() WHERE id = $1 AND "lastSeenAt" < now() - interval '1 minute' RETURNING "userId"),
         free AS (
           SELECT u.id FROM "User" u JOIN seen ON u.id = seen."userId" FOR NO KEY UPDATE OF u SKIP LOCKED)
         UPDATE "User" SET "lastActiveAt" = now() FROM free WHERE "User".id = free.id`,
}

/** The person behind a session id, or null when it has ended. Asks the primary every time: ended means ended at once. */
export async function findViewerBySession(sessionId: string): Promise<SignedIn | null> {
  const [row] = await query<SignedIn & { stale: boolean }>(LIVE_SESSION, [sessionId])
  if (!row) return null
  const { stale, ...viewer } = row
  if (stale) await query(SEEN, [sessionId])
  return viewer
}

/** The viewer of a request, or null for an anonymous one. */
export async function findViewer(request: { headers: Headers }): Promise<SignedIn | null> {
  const sessionId = await readSessionId(request.headers.get('cookie'))
  return sessionId ? findViewerBySession(sessionId) : null
}

/** The viewer of a request to the API; throws `not_signed_in` and counts the request against their limits. */
export async function requireViewer(request: Request): Promise<SignedIn> {
  const viewer = await findViewer(request)
  if (!viewer) throw new AppError('not_signed_in', 'Please sign in.')
  await spend(request.method === 'GET' ? 'read' : 'write', String(viewer.id), addressOf(request))
  return viewer
}

/** For what is open without signing in: the viewer or null, counted by person or by address. */
export async function openTo(request: Request): Promise<Viewer | null> {
  const viewer = await findViewer(request)
  const address = addressOf(request)
  await spend('read', viewer ? String(viewer.id) : limitSubject(address), address)
  return viewer
}
