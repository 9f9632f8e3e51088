import { encode } from 'next-auth/jwt'
import { env } from '@/lib/process/env'
import { newSessionId } from '@/lib/session/session-cookie'
import type { Viewer } from '@/lib/session/viewer'
import { query } from './query'

/** Somebody in a test: a row, an open session, and the cookie of their browser. */
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

/** These people, made one after the other. */
export async function people<Names extends string[]>(...names: Names): Promise<{ [Name in keyof Names]: Person }> {
  const made: Person[] = []
  for (const name of names) made.push(await person(name))
  return made as { [Name in keyof Names]: Person }
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

/** Suspended by the people who run the site. */
export async function suspend({ id }: { id: bigint }): Promise<void> {
  await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [id])
}

export async function deleteAccount({ id }: { id: bigint }): Promise<void> {
  await query(`UPDATE "User" SET "deletedAt" = now() WHERE id = $1`, [id])
}
