import type { Mutation } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { changeRelation } from './change-relation'
import { requireOtherUser, requireUnblockedUser } from './find-user'

/** People whom one person can follow. */
const MOST_FOLLOWS = 7500
/** With fewer left than so many, each follow says how many are left. */
const TOLD_FROM = 100

type Options = {
  /** Notify the viewer of each of their posts. When undefined, it stays as it is. */
  notify?: boolean
}

/** `followsLeft`: how many more people the viewer can follow, when these are few. */
type Followed = { relation: Relation; followsLeft?: number }

/**
 * Brings somebody's posts into the viewer's feed from now on. Idempotent. Throws `invalid` for somebody who follows
 * MOST_FOLLOWS people already.
 */
export async function follow(viewer: Viewer, handle: string, { notify }: Options): Promise<Followed> {
  let left: number = MOST_FOLLOWS
  const relation = await changeRelation(viewer, await requireUnblockedUser(viewer, handle), {
    feeds: 'viewer',
    work: async (mutation, { viewerId, otherId }) => {
      const edge = { followerId: viewerId, followeeId: otherId }
      const followed = await startFollowing(mutation.tx, edge)
      if (followed) left = await requireFollowsLeft(mutation.tx, viewerId)
      if (notify !== undefined) await setNotify(mutation.tx, edge, notify)
      if (followed) await recordFollow(mutation, edge)
      return followed
    },
  })
  return left < TOLD_FROM ? { relation, followsLeft: left } : { relation }
}

/**
 * How many more people somebody can follow, after a follow that this transaction has added. The lock makes their other follows
 * wait, so that many at the same moment are not one too many. Follows that come with friendships count and are never refused.
 */
async function requireFollowsLeft(tx: Tx, followerId: bigint): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`follows:${followerId}`}, 0))`
  const [{ count } = { count: 0 }] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM "Follow" WHERE "followerId" = ${followerId} LIMIT ${MOST_FOLLOWS + 1}) counted`
  if (count > MOST_FOLLOWS) {
    const most = MOST_FOLLOWS.toLocaleString('en')
    throw new AppError('invalid', `You follow ${most} people, and that is the most. Unfollow somebody first.`)
  }
  return MOST_FOLLOWS - count
}

/** Idempotent. */
export async function unfollow(viewer: Viewer, handle: string): Promise<Relation> {
  return changeRelation(viewer, await requireOtherUser(viewer, handle), {
    feeds: 'viewer',
    isSeenByOther: true,
    work: async (mutation, { viewerId, otherId }) => {
      const edge = { followerId: viewerId, followeeId: otherId }
      const unfollowed = await stopFollowing(mutation.tx, edge)
      if (unfollowed) await recordFollow(mutation, edge)
      return unfollowed
    },
  })
}

type Edge = { followerId: bigint; followeeId: bigint }

/** Only for `follow` and `unfollow`: a follow that a friendship adds, or that a block ends, notifies nobody. */
async function recordFollow({ record }: Mutation, { followerId, followeeId }: Edge): Promise<void> {
  await record({ queue: 'notify', type: 'follow.changed', followerId, followeeId })
}

/** Returns whether a row was added. Adds none when one of the two blocks the other. */
export async function startFollowing(tx: Tx, { followerId, followeeId }: Edge): Promise<boolean> {
  const rows = await tx.$executeRaw`
    INSERT INTO "Follow" ("followerId", "followeeId") SELECT ${followerId}::bigint, ${followeeId}::bigint
    WHERE NOT EXISTS (SELECT 1 FROM "Block"
      WHERE ("userId", "otherId") IN ((${followerId}, ${followeeId}), (${followeeId}, ${followerId})))
    ON CONFLICT DO NOTHING`
  return rows > 0
}

/** Returns whether a row was removed. */
export async function stopFollowing(tx: Tx, { followerId, followeeId }: Edge): Promise<boolean> {
  const { count } = await tx.follow.deleteMany({ where: { followerId, followeeId } })
  return count > 0
}

async function setNotify(tx: Tx, { followerId, followeeId }: Edge, notify: boolean): Promise<void> {
  await tx.follow.updateMany({ where: { followerId, followeeId, notify: !notify }, data: { notify } })
}
