import { encode } from 'next-auth/jwt'
import { env } from '@/lib/process/env'
import { newSessionId } from '@/lib/session/session-cookie'
import type { Viewer } from '@/lib/session/viewer'
import { query } from './query'

/** Somebody in a test: a row, a live session, and the cookie of the browser they sit at. */
export type Person = { id: bigint; handle: string; name: string; viewer: Viewer; cookie: string }

let count = 0

/** Brings a person into the database, signed in. Names may repeat; handles do not. */
export async function person(name: string): Promise<Person> {
  const handle = `${name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}_${++count}`
  const [row] = await query<{ id: bigint }>(
    `INSERT INTO "User" (handle, name, email, "lastActiveAt") VALUES ($1, $2, $3, now()) RETURNING id`,
    [handle, name, `${handle}@example.com`],
  )
  if (!row) throw new Error('no person was made')
  const { sessionId, cookie } = await signIn(row.id)
  const viewer: Viewer = { id: row.id, sessionId, handle, name, bio: '', avatarUrl: null }
  return { id: row.id, handle, name, viewer, cookie }
}

/** Another browser or device of the same person. */
export async function signIn(userId: bigint): Promise<{ sessionId: string; cookie: string }> {
  const sessionId = newSessionId(userId)
  await query(`INSERT INTO "Session" (id, "userId", device, ip) VALUES ($1, $2, 'Test browser', '203.0.113.7')`, [
    sessionId,
    userId,
  ])
  const token = await encode({ token: { sid: sessionId }, secret: env.AUTH_SECRET })
  return { sessionId, cookie: `next-auth.session-token=${token}` }
}

type Somebody = { id: bigint }

export async function follow(follower: Somebody, followee: Somebody, { notify = false } = {}): Promise<void> {
  await query(`INSERT INTO "Follow" ("followerId", "followeeId", notify) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [
    follower.id,
    followee.id,
    notify,
  ])
}

/** As accepting does: friends follow each other. */
export async function makeFriends(one: Somebody, other: Somebody): Promise<void> {
  await query(
    `INSERT INTO "Friendship" ("lowId", "highId", "requestedById", "acceptedAt")
     VALUES (LEAST($1::bigint, $2), GREATEST($1::bigint, $2), $1, now())`,
    [one.id, other.id],
  )
  await Promise.all([follow(one, other), follow(other, one)])
}

/** As blocking does: follows and friendship end both ways. */
export async function block(blocker: Somebody, blocked: Somebody): Promise<void> {
  const pair = [blocker.id, blocked.id]
  await query(`INSERT INTO "Block" ("userId", "otherId") VALUES ($1, $2) ON CONFLICT DO NOTHING`, pair)
  await query(`DELETE FROM "Follow" WHERE ("followerId", "followeeId") IN (($1, $2), ($2::bigint, $1::bigint))`, pair)
  await query(
    `DELETE FROM "Friendship" WHERE "lowId" = LEAST($1::bigint, $2) AND "highId" = GREATEST($1::bigint, $2)`,
    pair,
  )
}

export async function mute(muter: Somebody, muted: Somebody): Promise<void> {
  await query(`INSERT INTO "Mute" ("userId", "otherId") VALUES ($1, $2) ON CONFLICT DO NOTHING`, [muter.id, muted.id])
}
