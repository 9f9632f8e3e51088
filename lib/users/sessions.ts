import { endStreams } from '@/lib/delivery/end-streams'
import { db, query, type Tx } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import { newSessionId } from '@/lib/session/session-cookie'
import type { Viewer } from '@/lib/session/viewer'
import { sessionIdSchema } from './session-id'
import { inGoodStanding } from './user-sql'

/** The browser in which a session begins. */
export type Client = {
  address: string
  device: string
  /** The session its cookie pointed to until now. */
  sessionId: string | null
}

/** `passwordHash`: the one that was proven, or null when something else proved who this is. */
type Proven = { userId: bigint; passwordHash: string | null }

/**
 * Locks the person's row, so that a change of the password either sees this session and ends it, or has come before and
 * makes the proof worthless.
 */
const START = `
  INSERT INTO "Session" (id, "userId", device, ip)
  SELECT $1, u.id, $3, $4 FROM "User" u
  WHERE u.id = $2 AND ${inGoodStanding('u')} AND ($5::text IS NULL OR u."passwordHash" = $5)
  FOR SHARE OF u
  RETURNING id`

/**
 * Begins a session and ends the one this browser had: a cookie that was planted or kept from before is worth nothing
 * afterwards. Null when the person lost their standing, or the password changed, while they were proving themselves.
 */
export async function startSession({ userId, passwordHash }: Proven, client: Client): Promise<string | null> {
  const id = newSessionId(userId)
  const [begun] = await query(START, [id, userId, client.device, client.address, passwordHash])
  if (!begun) return null
  if (client.sessionId) await endSession(client.sessionId)
  return id
}

const END = `UPDATE "Session" SET "endedAt" = now() WHERE id = $1 AND "endedAt" IS NULL`

/** Ends a session and its streams. Repeatable. */
export async function endSession(sessionId: string): Promise<void> {
  const [ended] = await query<{ userId: bigint }>(`${END} RETURNING "userId"`, [sessionId])
  if (ended) await endStreams(ended.userId, [sessionId])
}

/** Ends one of the viewer's own sessions; throws `session_not_found` for any other. */
export async function endOwnSession(viewer: Viewer, sessionId: string): Promise<void> {
  const id = sessionIdSchema.safeParse(sessionId)
  const [ended] = id.success ? await query(`${END} AND "userId" = $2 RETURNING id`, [id.data, viewer.id]) : []
  if (!ended) throw new AppError('session_not_found', 'There is no such session.')
  await endStreams(viewer.id, [sessionId])
}

/** Ends all of the viewer's sessions but the one they ask from, and their streams. */
export async function endOtherSessions(viewer: Viewer): Promise<void> {
  await endStreams(viewer.id, await endOthers(db, viewer))
}

/** The part of it that belongs into a transaction. Returns the sessions whose streams must end once it is committed. */
export async function endOthers(tx: Pick<Tx, '$queryRaw'>, viewer: Viewer): Promise<string[]> {
  const ended = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Session" SET "endedAt" = now()
    WHERE "userId" = ${viewer.id} AND id <> ${viewer.sessionId} AND "endedAt" IS NULL RETURNING id`
  return ended.map(({ id }) => id)
}
