import type { Tx } from '@/lib/db'
import type { Relation } from '@/lib/shared/views'
import type { Viewer } from '@/lib/viewer'
import { startFollowing } from './follow'
import { approach, ordered, type Pair, relate } from './relate'

/**
 * Asks for somebody's friendship, or accepts theirs when they have asked. Both asking at once become friends, because
 * both ask for the same row. Friends follow each other from then on. Repeatable.
 */
export function befriend(viewer: Viewer, handle: string): Promise<Relation> {
  return approach(viewer, handle, {
    concerns: 'both',
    work: async (tx, pair) => {
      if (await ask(tx, pair)) return false
      if (!(await accept(tx, pair))) return false
      await startFollowing(tx, pair)
      await startFollowing(tx, { me: pair.other, other: pair.me })
      return true
    },
  })
}

/** Withdraws the viewer's request, declines theirs, or ends the friendship; who follows whom stays. Repeatable. */
export function endFriendship(viewer: Viewer, handle: string): Promise<Relation> {
  return relate(viewer, handle, { concerns: 'both', work: part })
}

async function ask(tx: Tx, pair: Pair): Promise<boolean> {
  const { low, high } = ordered(pair)
  const rows = await tx.$executeRaw`
    INSERT INTO "Friendship" ("lowId", "highId", "requestedById") SELECT ${low}::bigint, ${high}::bigint, ${pair.me}::bigint
    WHERE NOT EXISTS (SELECT 1 FROM "Block" WHERE ("userId", "otherId") IN ((${low}, ${high}), (${high}, ${low})))
    ON CONFLICT DO NOTHING`
  return rows > 0
}

async function accept(tx: Tx, pair: Pair): Promise<boolean> {
  const { low, high } = ordered(pair)
  const rows = await tx.$executeRaw`
    UPDATE "Friendship" SET "acceptedAt" = now()
    WHERE "lowId" = ${low} AND "highId" = ${high} AND "acceptedAt" IS NULL AND "requestedById" = ${pair.other}`
  return rows > 0
}

/** Removes the row of the pair. True when they were friends: a request changed nobody's feed. */
export async function part(tx: Tx, pair: Pair): Promise<boolean> {
  const { low, high } = ordered(pair)
  const [ended] = await tx.$queryRaw<{ acceptedAt: Date | null }[]>`
    DELETE FROM "Friendship" WHERE "lowId" = ${low} AND "highId" = ${high} RETURNING "acceptedAt"`
  return ended !== undefined && ended.acceptedAt !== null
}
