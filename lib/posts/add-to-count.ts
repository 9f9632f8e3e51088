import { Prisma, type Tx } from '@/lib/postgres/prisma'
import { isActiveAccount } from '@/lib/users/user-sql'
import { newerUpdatedAt } from './newer-updated-at'

/** `ownerId`: whose like or comment it is. */
type CountChange = { postId: bigint; count: 'likeCount' | 'commentCount'; ownerId: bigint; by: 1 | -1 }

/**
 * Changes a stored count of a post; only together with the row that it counts. Stored counts are those of active accounts: the
 * row of somebody who has been suspended meanwhile does not count (see recount-of-account.ts). Call it last in a transaction:
 * until the commit, nobody else can change the row of this post.
 */
export async function addToCount(tx: Tx, { postId, count, ownerId, by }: CountChange): Promise<void> {
  const column = Prisma.raw(`"${count}"`)
  await tx.$executeRaw`
    UPDATE "Post" SET ${column} = ${column} + ${by}::int, "updatedAt" = ${newerUpdatedAt}
    WHERE id = ${postId}
      AND EXISTS (SELECT 1 FROM "User" u WHERE u.id = ${ownerId} AND ${Prisma.raw(isActiveAccount('u'))})`
}
