import type { Mutation } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/db'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { approach, ordered, type Pair, relate } from './change-relation'
import { startFollowing } from './follow'

/**
 * Asks for somebody's friendship, or accepts theirs when they have asked. Both asking at once become friends, because
 * both ask for the same row. Friends follow each other from then on. Repeatable.
 */
export function befriend(viewer: Viewer, handle: string): Promise<Relation> {
  return approach(viewer, handle, {
    concerns: 'both',
    work: async (mutation, pair) => {
      if (!(await ask(mutation.tx, pair))) return accept(mutation, pair)
      await recordFriendship(mutation, pair)
      // A request changed nobody's feed.
      return false
    },
  })
}

/** Accepts somebody's request. When there is none, because they have withdrawn it, nothing changes. Repeatable. */
export function acceptFriendship(viewer: Viewer, handle: string): Promise<Relation> {
  return approach(viewer, handle, { concerns: 'both', work: accept })
}

/** Withdraws the viewer's request, declines theirs, or ends the friendship; who follows whom stays. Repeatable. */
export function endFriendship(viewer: Viewer, handle: string): Promise<Relation> {
  return relate(viewer, handle, {
    concerns: 'both',
    work: async (mutation, pair) => {
      const ended = await part(mutation.tx, pair)
      if (ended) await recordFriendship(mutation, pair)
      // A request changed nobody's feed.
      return ended === 'friendship'
    },
  })
}

async function recordFriendship({ record }: Mutation, pair: Pair): Promise<void> {
  const { low, high } = ordered(pair)
  await record({ queue: 'notify', type: 'friendship.changed', userIds: [String(low), String(high)] })
}

async function ask(tx: Tx, pair: Pair): Promise<boolean> {
  const { low, high } = ordered(pair)
  const rows = await tx.$executeRaw`
    INSERT INTO "Friendship" ("lowId", "highId", "requestedById") SELECT ${low}::bigint, ${high}::bigint, ${pair.me}::bigint
    WHERE NOT EXISTS (SELECT 1 FROM "Block" WHERE ("userId", "otherId") IN ((${low}, ${high}), (${high}, ${low})))
    ON CONFLICT DO NOTHING`
  return rows > 0
}

/** Makes friends of the two if the other has asked; answers whether they have. */
async function accept(mutation: Mutation, pair: Pair): Promise<boolean> {
  const { tx } = mutation
  const { low, high } = ordered(pair)
  const rows = await tx.$executeRaw`
    UPDATE "Friendship" SET "acceptedAt" = now()
    WHERE "lowId" = ${low} AND "highId" = ${high} AND "acceptedAt" IS NULL AND "requestedById" = ${pair.other}`
  if (rows === 0) return false
  await recordFriendship(mutation, pair)
  await startFollowing(tx, pair)
  await startFollowing(tx, { me: pair.other, other: pair.me })
  return true
}

/** Removes the row of the pair and answers what it was, if there was one. */
export async function part(tx: Tx, pair: Pair): Promise<'friendship' | 'request' | null> {
  const { low, high } = ordered(pair)
  const [ended] = await tx.$queryRaw<{ acceptedAt: Date | null }[]>`
    DELETE FROM "Friendship" WHERE "lowId" = ${low} AND "highId" = ${high} RETURNING "acceptedAt"`
  if (!ended) return null
  return ended.acceptedAt === null ? 'request' : 'friendship'
}
