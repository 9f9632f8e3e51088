import type { Tx } from '@/lib/postgres/prisma'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { changeGraph, type UserPair } from './change-graph'
import { changeRelation } from './change-relation'
import { findUser, presentRelation, requireOtherUser } from './find-user'
import { stopFollowing } from './follow'
import { removeFriendship } from './friendship'

/**
 * Hides the viewer and somebody from each other, and ends their follows and friendship in both directions. Idempotent.
 * Unblocking restores none of it.
 */
export async function block(viewer: Viewer, handle: string): Promise<Relation> {
  return changeRelation(viewer, await requireOtherUser(viewer, handle), {
    feeds: 'both',
    retracts: true,
    work: async ({ tx }, pair) => {
      const blocked = await insertBlock(tx, pair)
      if (!blocked) return false
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
  await changeGraph(pair, { feeds: 'both', work: ({ tx }) => deleteBlock(tx, pair) })
  // When they block the viewer too, the viewer cannot find them any more. The viewer's own block has ended all the same.
  return presentRelation((await findUser(viewer, handle)) ?? { ...other, blocking: false })
}

async function insertBlock(tx: Tx, { viewerId, otherId }: UserPair): Promise<boolean> {
  const rows = await tx.$executeRaw`
    INSERT INTO "Block" ("userId", "otherId") VALUES (${viewerId}, ${otherId}) ON CONFLICT DO NOTHING`
  return rows > 0
}

async function deleteBlock(tx: Tx, { viewerId, otherId }: UserPair): Promise<boolean> {
  const { count } = await tx.block.deleteMany({ where: { userId: viewerId, otherId } })
  return count > 0
}
