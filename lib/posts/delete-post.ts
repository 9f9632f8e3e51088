import { mutate } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import type { Viewer } from '@/lib/session/viewer'
import type { Audience } from '@/lib/shared/views'
import { postNotFound, requirePostId } from './find-post'
import { newerUpdatedAt } from './newer-updated-at'

/** Removes one's own post from every screen. It can be restored for an hour. Throws `post_not_found`, also the second time. */
export async function deletePost(viewer: Viewer, id: string): Promise<void> {
  const postId = requirePostId(id)
  await mutate(async ({ tx, record }) => {
    const before = await markPostDeleted(tx, viewer, postId)
    await record({ queue: 'fan-out', type: 'post.changed', postId, before })
    await record({ queue: 'notify', type: 'post.changed', postId, audience: 'other' })
    return null
  })
}

/** Returns the audience that the post had. */
async function markPostDeleted(tx: Tx, viewer: Viewer, postId: bigint): Promise<Audience> {
  const [deleted] = await tx.$queryRaw<{ audience: Audience }[]>`
    UPDATE "Post" SET "deletedAt" = clock_timestamp(), "updatedAt" = ${newerUpdatedAt}
    WHERE id = ${postId} AND "authorId" = ${viewer.id} AND "deletedAt" IS NULL
    RETURNING audience`
  if (!deleted) throw postNotFound()
  return deleted.audience
}
