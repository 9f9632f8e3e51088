import type { Tx } from '@/lib/postgres/db'

type Step = { postId: bigint; count: 'likeCount' | 'commentCount'; by: 1 | -1 }

/**
 * Changes a stored count with the row that it counts, and only when that row was really touched. To be the last thing a
 * transaction does: a hot post's row is locked from here to the commit.
 */
export async function addToCount(tx: Tx, { postId, count, by }: Step): Promise<void> {
  // The time grows too: browsers ignore a post that is not newer than the one they hold.
  await tx.$executeRawUnsafe(
    `UPDATE "Post" SET "${count}" = "${count}" + $2::int,
       "updatedAt" = GREATEST(clock_timestamp(), "updatedAt" + interval '1 millisecond') WHERE id = $1`,
    postId,
    by,
  )
}
