import { mutate } from '@/lib/mutation/mutate'
import { addToCount } from '@/lib/posts/counters'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { idSchema } from '@/lib/shared/schemas'
import { visibleComment } from '@/lib/visibility/comment-visibility'
import { visiblePost } from '@/lib/visibility/post-visibility'

/** Its row stays, so that what was told of it can be taken back. */
const DELETE = `
  UPDATE "Comment" c SET "deletedAt" = clock_timestamp() FROM "Post" p
  WHERE c.id = $1 AND p.id = c."postId" AND $2::bigint IN (c."authorId", p."authorId")
    AND ${visibleComment('c', '$2::bigint')} AND ${visiblePost('p', '$2::bigint')}
  RETURNING c."postId"`

/**
 * Takes a comment out of the conversation: one's own, or any below one's own post. Throws `comment_not_found` for those of
 * others, those one may not see, and the second time.
 */
export async function deleteComment(viewer: Viewer, id: string): Promise<void> {
  const commentId = requireCommentId(id)
  await mutate(async ({ tx, record }) => {
    const [deleted] = await tx.$queryRawUnsafe<{ postId: bigint }[]>(DELETE, commentId, viewer.id)
    if (!deleted) throw commentNotFound()
    const { postId } = deleted
    await record({ queue: 'notify', type: 'comment.changed', postId, commentId })
    await addToCount(tx, { postId, count: 'commentCount', by: -1 })
    return null
  })
}

function requireCommentId(id: string): bigint {
  const parsed = idSchema.safeParse(id)
  if (!parsed.success) throw commentNotFound()
  return parsed.data
}

/** The one refusal for comments that do not exist, were deleted, or are not the viewer's to delete. */
function commentNotFound(): AppError {
  return new AppError('comment_not_found', 'There is no such comment.')
}
