import type { Mutation } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import type { UserPair } from './change-graph'
import { changeRelation } from './change-relation'
import { forgetDeclined, rememberEnd } from './ended-relation'
import { requireOtherUser, requireUnblockedUser } from './find-user'
import { startFollowing } from './follow'

/**
 * Asks somebody for friendship, or accepts their request. When both ask at the same time they become friends, because both
 * write the same row. Friends follow each other from then on. Who has declined the viewer's request within 30 days finds the new
 * one where requests are listed, and is not notified. Idempotent.
 */
export async function befriend(viewer: Viewer, handle: string): Promise<Relation> {
  return changeRelation(viewer, await requireUnblockedUser(viewer, handle), {
    feeds: 'both',
    work: async (mutation, pair) => {
      if (!(await insertRequest(mutation.tx, pair))) return acceptRequest(mutation, pair)
      await forgetDeclined(mutation.tx, pair)
      await recordFriendship(mutation, pair)
      // A request has no effect on feeds.
      return false
    },
  })
}

/** Accepts somebody's request. When there is none, because it was withdrawn meanwhile, nothing changes. Idempotent. */
export async function acceptFriendship(viewer: Viewer, handle: string): Promise<Relation> {
  return changeRelation(viewer, await requireUnblockedUser(viewer, handle), { feeds: 'both', work: acceptRequest })
}

/** Withdraws the viewer's request, declines theirs, or ends the friendship. Follows stay. Idempotent. */
export async function endFriendship(viewer: Viewer, handle: string): Promise<Relation> {
  return changeRelation(viewer, await requireOtherUser(viewer, handle), {
    feeds: 'both',
    work: async (mutation, pair) => {
      const removed = await removeFriendship(mutation.tx, pair)
      if (removed) await recordFriendship(mutation, pair)
      // A request has no effect on feeds.
      return removed === 'friendship'
    },
  })
}

async function recordFriendship({ record }: Mutation, pair: UserPair): Promise<void> {
  const { lowId, highId } = keyOf(pair)
  await record({ queue: 'notify', type: 'friendship.changed', userIds: [lowId, highId] })
}

/** Returns false when there is a request or friendship of these two already, or when one blocks the other. */
async function insertRequest(tx: Tx, pair: UserPair): Promise<boolean> {
  const { lowId, highId } = keyOf(pair)
  const rows = await tx.$executeRaw`
    INSERT INTO "Friendship" ("lowId", "highId", "requestedById")
    SELECT ${lowId}::bigint, ${highId}::bigint, ${pair.viewerId}::bigint
    WHERE NOT EXISTS (SELECT 1 FROM "Block" WHERE ("userId", "otherId") IN ((${lowId}, ${highId}), (${highId}, ${lowId})))
    ON CONFLICT DO NOTHING`
  return rows > 0
}

/** Makes friends of the two, who follow each other from then on. Returns false when the other user has no open request. */
async function acceptRequest(mutation: Mutation, pair: UserPair): Promise<boolean> {
  const { tx } = mutation
  const { lowId, highId } = keyOf(pair)
  const rows = await tx.$executeRaw`
    UPDATE "Friendship" SET "acceptedAt" = now()
    WHERE "lowId" = ${lowId} AND "highId" = ${highId} AND "acceptedAt" IS NULL AND "requestedById" = ${pair.otherId}`
  if (rows === 0) return false
  await forgetDeclined(tx, pair)
  await recordFriendship(mutation, pair)
  await followEachOther(tx, pair)
  return true
}

async function followEachOther(tx: Tx, { viewerId, otherId }: UserPair): Promise<void> {
  await startFollowing(tx, { followerId: viewerId, followeeId: otherId })
  await startFollowing(tx, { followerId: otherId, followeeId: viewerId })
}

/**
 * Deletes the row of the pair and returns what it was; null when there was none. An open request of the other one is declined by
 * that, which is remembered.
 */
export async function removeFriendship(tx: Tx, pair: UserPair): Promise<'friendship' | 'request' | null> {
  const { lowId, highId } = keyOf(pair)
  const [removed] = await tx.$queryRaw<{ acceptedAt: Date | null; requestedById: bigint }[]>`
    DELETE FROM "Friendship" WHERE "lowId" = ${lowId} AND "highId" = ${highId} RETURNING "acceptedAt", "requestedById"`
  if (!removed) return null
  if (removed.acceptedAt !== null) return 'friendship'
  if (removed.requestedById === pair.otherId) await rememberEnd(tx, pair, 'request')
  return 'request'
}

/** The primary key of a pair in Friendship: the smaller id first. */
function keyOf({ viewerId, otherId }: UserPair): { lowId: bigint; highId: bigint } {
  return viewerId < otherId ? { lowId: viewerId, highId: otherId } : { lowId: otherId, highId: viewerId }
}
