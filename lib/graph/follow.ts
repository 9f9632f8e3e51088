import type { Mutation } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { changeRelation } from './change-relation'
import { requireOtherUser, requireUnblockedUser } from './find-user'

type Options = {
  /** Notify the viewer of each of their posts. When undefined, it stays as it is. */
  notify?: boolean
}

/** Brings somebody's posts into the viewer's feed from now on. Idempotent. */
export async function follow(viewer: Viewer, handle: string, { notify }: Options): Promise<Relation> {
  return changeRelation(viewer, await requireUnblockedUser(viewer, handle), {
    feeds: 'viewer',
    work: async (mutation, { viewerId, otherId }) => {
      const edge = { followerId: viewerId, followeeId: otherId }
      const followed = await startFollowing(mutation.tx, edge)
      if (notify !== undefined) await setNotify(mutation.tx, edge, notify)
      if (followed) await recordFollow(mutation, edge)
      return followed
    },
  })
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
