import type { Mutation } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { changeGraph, type UserPair } from './change-graph'
import { changeRelation } from './change-relation'
import { rememberEnd } from './ended-relation'
import { findUser, presentRelation, requireOtherUser, requireUserToBlock } from './find-user'
import { stopFollowing } from './follow'
import { removeFriendship } from './friendship'

/**
 * Hides the viewer and somebody from each other, and ends their follows and friendship in both directions. Also somebody who
 * blocks the viewer can be blocked. Idempotent. Unblocking restores none of it.
 */
export async function block(viewer: Viewer, handle: string): Promise<Relation> {
  return changeRelation(viewer, await requireUserToBlock(viewer, handle), {
    feeds: 'both',
    retracts: true,
    work: async (mutation, pair) => {
      const { tx } = mutation
      const blocked = await insertBlock(tx, pair)
      if (!blocked) return false
      await recordBlock(mutation, pair)
      const { viewerId, otherId } = pair
      await stopFollowing(tx, { followerId: viewerId, followeeId: otherId })
      await stopFollowing(tx, { followerId: otherId, followeeId: viewerId })
      await removeFriendship(tx, pair)
      return true
    },
  })
}

/** Ends the viewer's block. Idempotent. */
export async function unblock(viewer: Viewer, handle: string): Promise<Relation> {
  const other = await requireOtherUser(viewer, handle)
  const pair = { viewerId: viewer.id, otherId: other.id }
  await changeGraph(pair, { feeds: 'both', work: (mutation) => endBlock(mutation, pair) })
  // When they block the viewer too, the viewer cannot find them any more. The viewer's own block has ended all the same.
  return presentRelation((await findUser(viewer, handle)) ?? { ...other, blocking: false })
}

async function insertBlock(tx: Tx, { viewerId, otherId }: UserPair): Promise<boolean> {
  const rows = await tx.$executeRaw`
    INSERT INTO "Block" ("userId", "otherId") VALUES (${viewerId}, ${otherId}) ON CONFLICT DO NOTHING`
  return rows > 0
}

async function endBlock(mutation: Mutation, pair: UserPair): Promise<boolean> {
  const { viewerId, otherId } = pair
  const { count } = await mutation.tx.block.deleteMany({ where: { userId: viewerId, otherId } })
  if (count === 0) return false
  await rememberEnd(mutation.tx, pair, 'block')
  await recordBlock(mutation, pair)
  return true
}

async function recordBlock({ record }: Mutation, { viewerId, otherId }: UserPair): Promise<void> {
  await record({ queue: 'standing', type: 'block.changed', userIds: [viewerId, otherId] })
}
