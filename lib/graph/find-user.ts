import { query } from '@/lib/postgres/query'
import { bool, type RowOf, statement, text } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { handleSchema } from '@/lib/shared/schemas'
import type { Friendship, Relation } from '@/lib/shared/views'
import { presentStub, presentUser, USER } from '@/lib/users/present-user'
import { isActiveAccount, userColumns } from '@/lib/users/user-sql'

/** A user, with the relation of the viewer to them. */
const USER_WITH_RELATION = {
  ...USER,
  following: bool(),
  followedBy: bool(),
  friendship: text<Friendship>(),
  blocking: bool(),
  muting: bool(),
  notify: bool(),
}

export type UserWithRelation = RowOf<typeof USER_WITH_RELATION>

/** `$1` is the viewer (NULL when nobody is signed in), `$2` the handle. */
const finding = (name: string, condition: string) =>
  statement(
    name,
    USER_WITH_RELATION,
    `SELECT ${userColumns('u')},
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
   WHERE lower(u.handle) = lower($2) AND ${isActiveAccount('u')} AND ${condition}`,
  )

/**
 * Somebody who blocks the viewer is not found, with one exception: a user whom the viewer blocks is always found (as a stub, to
 * end the block). Otherwise the viewer would see by the missing stub that they are blocked too.
 */
const FIND = finding(
  'find-user',
  `(b."userId" IS NOT NULL OR NOT EXISTS (SELECT 1 FROM "Block" x WHERE x."userId" = u.id AND x."otherId" = $1::bigint))`,
)

/** Whoever blocks the viewer, too. */
const FIND_TO_BLOCK = finding('find-user-to-block', 'true')

/**
 * Finds a user by handle, in upper or lower case. Null when there is no such user, when the account is suspended or deleted,
 * and when they block the viewer. The viewer cannot tell these cases apart.
 */
export function findUser(viewer: Viewer | null, handle: string): Promise<UserWithRelation | null> {
  return findBy(FIND, viewer, handle)
}

async function findBy(statement: typeof FIND, viewer: Viewer | null, handle: string): Promise<UserWithRelation | null> {
  if (!handleSchema.safeParse(handle).success) return null
  const [row] = await query(statement, [viewer?.id ?? null, handle])
  return row ?? null
}

/** Like `findUser`, but throws `user_not_found`. */
export async function requireUser(viewer: Viewer | null, handle: string): Promise<UserWithRelation> {
  const user = await findUser(viewer, handle)
  if (!user) throw userNotFound()
  return user
}

function userNotFound(): AppError {
  return new AppError('user_not_found', 'There is no such person.')
}

/** Like `requireUser`, but throws `own_relation` for the viewer. */
export async function requireOtherUser(viewer: Viewer, handle: string): Promise<UserWithRelation> {
  return refuseSelf(viewer, await requireUser(viewer, handle))
}

/**
 * Like `requireOtherUser`, but finds also somebody who blocks the viewer: whoever is hurt can always block back. That there is
 * such a person the viewer could see without signing in, too.
 */
export async function requireUserToBlock(viewer: Viewer, handle: string): Promise<UserWithRelation> {
  const user = await findBy(FIND_TO_BLOCK, viewer, handle)
  if (!user) throw userNotFound()
  return refuseSelf(viewer, user)
}

function refuseSelf(viewer: Viewer, user: UserWithRelation): UserWithRelation {
  if (user.id === viewer.id) throw new AppError('own_relation', 'This is about others, not about yourself.')
  return user
}

/** Like `requireOtherUser`, but throws `invalid` for a user whom the viewer blocks. */
export async function requireUnblockedUser(viewer: Viewer, handle: string): Promise<UserWithRelation> {
  const user = await requireOtherUser(viewer, handle)
  if (user.blocking) throw new AppError('invalid', 'You block this person. End the block first.')
  return user
}

/** Names each field, so that nothing else of the row is shown. */
export function presentRelation(user: UserWithRelation): Relation {
  const { following, followedBy, friendship, blocking, muting, notify } = user
  return { following, followedBy, friendship, blocking, muting, notify }
}

/** A profile as the viewer may see it: only a stub of somebody whom the viewer blocks. */
export function presentProfile(user: UserWithRelation) {
  return {
    user: user.blocking ? presentStub(user) : presentUser(user),
    relation: presentRelation(user),
  }
}
