import { z } from 'zod'
import { endStreams } from '@/lib/delivery/end-streams'
import { mutate } from '@/lib/mutation/mutate'
import { Prisma, type Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { KnownDevice } from '@/lib/session/device-cookie'
import { newSessionId } from '@/lib/session/session-cookie'
import type { Viewer } from '@/lib/session/viewer'
import { isActiveAccount } from './user-sql'

/** A session id as `newSessionId` makes it: the id of its owner, then 32 random bytes in base64url. */
export const sessionIdSchema = z.string().regex(/^[\w-]{16,64}$/, 'is not a session')

const SESSIONS = { share: 'sessions' } as const

/** The browser in which a session begins. */
export type Client = {
  address: string
  device: string
  /** The session of the cookie that this browser sent. */
  sessionId: string | null
  /** The accounts that this browser has signed in to. */
  devices: KnownDevice[]
}

/** `passwordHash`: of the password that was checked, or null after a sign-in through an OAuth provider. */
type Proof = { userId: bigint; passwordHash: string | null }

/**
 * Begins a session and ends the one this browser had, so that a cookie which somebody planted or copied before the sign-in
 * is worthless after it. Null when the account was suspended or deleted, or its password changed, since the proof.
 */
export async function startSession(proof: Proof, client: Client): Promise<string | null> {
  const { begun, ended } = await mutate(async ({ tx }) => {
    const id = await insertSession(tx, proof, client)
    const previous = id && client.sessionId ? await markEnded(tx, Prisma.sql`id = ${client.sessionId}`) : []
    return { begun: id, ended: previous }
  }, SESSIONS)
  for (const { id, userId } of ended) await endStreams(userId, [id])
  return begun
}

/**
 * Locks the row of the user. A password change that runs at the same time either waits and then ends this session, or
 * commits first, and then the checked hash no longer matches.
 */
async function insertSession(tx: Tx, { userId, passwordHash }: Proof, client: Client): Promise<string | null> {
  const [begun] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Session" (id, "userId", device, ip)
    SELECT ${newSessionId(userId)}::text, u.id, ${client.device}::text, ${client.address}::text FROM "User" u
    WHERE u.id = ${userId} AND ${Prisma.raw(isActiveAccount('u'))}
      AND (${passwordHash}::text IS NULL OR u."passwordHash" = ${passwordHash})
    FOR SHARE OF u
    RETURNING id`
  return begun?.id ?? null
}

type EndedSession = { id: string; userId: bigint }

/** Ends those of these sessions that are still open. `which` is a condition on the columns of "Session". */
function markEnded(tx: Tx, which: Prisma.Sql): Promise<EndedSession[]> {
  return tx.$queryRaw<EndedSession[]>`
    UPDATE "Session" SET "endedAt" = now() WHERE ${which} AND "endedAt" IS NULL RETURNING id, "userId"`
}

/** Ends a session and its streams. Idempotent. */
export async function endSession(sessionId: string): Promise<void> {
  const [ended] = await mutate(({ tx }) => markEnded(tx, Prisma.sql`id = ${sessionId}`), SESSIONS)
  if (ended) await endStreams(ended.userId, [ended.id])
}

/** Ends one of the viewer's own sessions and its streams. Throws `session_not_found` for every other id. */
export async function endOwnSession(viewer: Viewer, id: string): Promise<void> {
  const sessionId = requireSessionId(id)
  const [ended] = await mutate(
    ({ tx }) => markEnded(tx, Prisma.sql`id = ${sessionId} AND "userId" = ${viewer.id}`),
    SESSIONS,
  )
  if (!ended) throw sessionNotFound()
  await endStreams(viewer.id, [sessionId])
}

function requireSessionId(id: string): string {
  const parsed = sessionIdSchema.safeParse(id)
  if (!parsed.success) throw sessionNotFound()
  return parsed.data
}

function sessionNotFound(): AppError {
  return new AppError('session_not_found', 'There is no such session.')
}

/** Ends all sessions of the viewer except the one of this request, and their streams. */
export async function endOtherSessions(viewer: Viewer): Promise<void> {
  await endStreams(viewer.id, await mutate(({ tx }) => markOthersEnded(tx, viewer), SESSIONS))
}

/** The same inside a transaction. The caller ends the streams of the returned session ids after the commit. */
export async function markOthersEnded(tx: Tx, viewer: Viewer): Promise<string[]> {
  const ended = await markEnded(tx, Prisma.sql`"userId" = ${viewer.id} AND id <> ${viewer.sessionId}`)
  return ended.map(({ id }) => id)
}
