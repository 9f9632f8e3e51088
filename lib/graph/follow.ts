import type { Mutation } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/db'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { approach, type Pair, relate } from './change-relation'

type Wish = {
  /** Ring the bell for each of their posts. Left as it is when undefined. */
  notify?: boolean
}

/** Lets the viewer's feed have somebody's posts from now on. Repeatable. */
export function follow(viewer: Viewer, handle: string, { notify }: Wish): Promise<Relation> {
  return approach(viewer, handle, {
    concerns: 'me',
    work: async (mutation, pair) => {
      const begun = await startFollowing(mutation.tx, pair)
      if (notify !== undefined) await switchBell(mutation.tx, pair, notify)
      if (begun) await recordFollow(mutation, pair)
      return begun
    },
  })
}

export function unfollow(viewer: Viewer, handle: string): Promise<Relation> {
  return relate(viewer, handle, {
    concerns: 'me',
    work: async (mutation, pair) => {
      const ended = await stopFollowing(mutation.tx, pair)
      if (ended) await recordFollow(mutation, pair)
      return ended
    },
  })
}

/** Only what somebody did for its own sake: a follow that a friendship brings, or a block ends, is no news of its own. */
async function recordFollow({ record }: Mutation, { me, other }: Pair): Promise<void> {
  await record({ queue: 'notify', type: 'follow.changed', followerId: me, followeeId: other })
}

/** True when this made a difference. Does nothing between people of whom one blocks the other. */
export async function startFollowing(tx: Tx, { me, other }: Pair): Promise<boolean> {
  const rows = await tx.$executeRaw`
    INSERT INTO "Follow" ("followerId", "followeeId") SELECT ${me}::bigint, ${other}::bigint
    WHERE NOT EXISTS (SELECT 1 FROM "Block" WHERE ("userId", "otherId") IN ((${me}, ${other}), (${other}, ${me})))
    ON CONFLICT DO NOTHING`
  return rows > 0
}

/** True when this made a difference. */
export async function stopFollowing(tx: Tx, { me, other }: Pair): Promise<boolean> {
  const rows = await tx.$executeRaw`DELETE FROM "Follow" WHERE "followerId" = ${me} AND "followeeId" = ${other}`
  return rows > 0
}

async function switchBell(tx: Tx, { me, other }: Pair, notify: boolean): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Follow" SET notify = ${notify}
    WHERE "followerId" = ${me} AND "followeeId" = ${other} AND notify <> ${notify}`
}
