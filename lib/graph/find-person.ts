import { query } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { handleSchema } from '@/lib/shared/schemas'
import type { Relation } from '@/lib/shared/views'
import { presentStub, presentUser, type UserRow } from '@/lib/users/present-user'
import { isActiveAccount, userColumns } from '@/lib/users/user-sql'

/** Somebody, and how the viewer stands to them. */
export type Person = UserRow & Relation

/**
 * Whom I block I can still see (as a stub, to end the block), whether or not they block me too: otherwise the stub's
 * absence would tell me. `$1` is the viewer, NULL when nobody is signed in.
 */
const FIND = {
  name: 'find-person',
  text: `SELECT ${userColumns('u')},
      mine."followerId" IS NOT NULL AS following, theirs."followerId" IS NOT NULL AS "followedBy",
      CASE WHEN f."lowId" IS NULL THEN 'none' WHEN f."acceptedAt" IS NOT NULL THEN 'friends'
           WHEN f."requestedById" = $1 THEN 'requested' ELSE 'asked' END AS friendship,
      b."userId" IS NOT NULL AS blocking, m."userId" IS NOT NULL AS muting, COALESCE(mine.notify, false) AS notify
    FROM "User" u
      LEFT JOIN "Follow" mine ON mine."followerId" = $1 AND mine."followeeId" = u.id
      LEFT JOIN "Follow" theirs ON theirs."followerId" = u.id AND theirs."followeeId" = $1
      LEFT JOIN "Friendship" f ON f."lowId" = LEAST($1, u.id) AND f."highId" = GREATEST($1, u.id)
      LEFT JOIN "Block" b ON b."userId" = $1 AND b."otherId" = u.id
      LEFT JOIN "Mute" m ON m."userId" = $1 AND m."otherId" = u.id
    WHERE lower(u.handle) = lower($2) AND ${isActiveAccount('u')}
      AND (b."userId" IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM "Block" x WHERE x."userId" = u.id AND x."otherId" = $1::bigint))`,
}

/**
 * Somebody by their handle, in whatever case, or null: there is nobody of that name, they are suspended or deleted, or
 * they block the viewer. Which of these it is, nobody can tell.
 */
export async function findPerson(viewer: Viewer | null, handle: string): Promise<Person | null> {
  if (!handleSchema.safeParse(handle).success) return null
  const [row] = await query<Person>(FIND, [viewer?.id ?? null, handle])
  return row ?? null
}

/** Throws `user_not_found`. */
export async function requirePerson(viewer: Viewer | null, handle: string): Promise<Person> {
  const person = await findPerson(viewer, handle)
  if (!person) throw new AppError('user_not_found', 'There is no such person.')
  return person
}

/** Somebody other than the viewer: throws `own_relation` for oneself. */
export async function requireOther(viewer: Viewer, handle: string): Promise<Person> {
  const person = await requirePerson(viewer, handle)
  if (person.id === viewer.id) throw new AppError('own_relation', 'This is about others, not about yourself.')
  return person
}

export function presentRelation({ following, followedBy, friendship, blocking, muting, notify }: Person): Relation {
  return { following, followedBy, friendship, blocking, muting, notify }
}

/** A profile as the viewer may see it. */
export function presentPerson(person: Person) {
  const user = person.blocking ? presentStub(person) : presentUser(person)
  return { user, relation: presentRelation(person) }
}
