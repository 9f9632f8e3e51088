import { mutate } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import { addToCount } from '@/lib/posts/add-to-count'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { parseId } from '@/lib/shared/schemas'

/**
 * Deletes a comment: one's own, also where one may not see the post any more, or any on one's own post, whoever blocks whom.
 * Throws `comment_not_found` for all others, and the second time.
 */
export async function deleteComment(viewer: Viewer, id: string): Promise<void> {
  const commentId = requireCommentId(id)
  await mutate(async ({ tx, record }) => {
    const { postId, authorId } = await markCommentDeleted(tx, viewer, commentId)
    await record({ queue: 'notify', type: 'comment.changed', postId, commentId })
    await addToCount(tx, { postId, count: 'commentCount', ownerId: authorId, by: -1 })
    return null
  })
}

type Deleted = { postId: bigint; authorId: bigint }

/** The row stays, so that the notifications about the comment can be found and retracted. */
async function markCommentDeleted(tx: Tx, viewer: Viewer, commentId: bigint): Promise<Deleted> {
  const [deleted] = await tx.$queryRaw<Deleted[]>`
    UPDATE "Comment" c SET "deletedAt" = clock_timestamp() FROM "Post" p, (SELECT ${viewer.id}::bigint AS id) v
    WHERE c.id = ${commentId} AND p.id = c."postId" AND v.id IN (c."authorId", p."authorId")
      AND c."deletedAt" IS NULL AND p."deletedAt" IS NULL
    RETURNING c."postId", c."authorId"`
  if (!deleted) throw commentNotFound()
  return deleted
}

function requireCommentId(id: string): bigint {
  const commentId = parseId(id)
  if (commentId === null) throw commentNotFound()
  return commentId
}

/** The same answer for comments that do not exist, were deleted, or are not for this viewer to delete. */
function commentNotFound(): AppError {
  return new AppError('comment_not_found', 'There is no such comment.')
}
