import { Prisma, type Tx } from '@/lib/postgres/prisma'
import { newerUpdatedAt } from './newer-updated-at'

type CountChange = { postId: bigint; count: 'likeCount' | 'commentCount'; by: 1 | -1 }

/**
 * Changes a stored count of a post; only together with the row that it counts. Call it last in a transaction: until the
 * commit, nobody else can change the row of this post.
 */
export async function addToCount(tx: Tx, { postId, count, by }: CountChange): Promise<void> {
  const column = Prisma.raw(`"${count}"`)
  await tx.$executeRaw`
    UPDATE "Post" SET ${column} = ${column} + ${by}::int, "updatedAt" = ${newerUpdatedAt} WHERE id = ${postId}`
}
