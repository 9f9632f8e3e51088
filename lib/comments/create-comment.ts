import type { IdempotencyKey } from '@/lib/mutation/idempotency'
import { mutate } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import { addToCount } from '@/lib/posts/add-to-count'
import { postNotFound, requirePostId } from '@/lib/posts/find-post'
import { postForViewer } from '@/lib/posts/post-for-viewer'
import { storeMentions } from '@/lib/posts/store-mentions'
import type { Viewer } from '@/lib/session/viewer'
import type { NewComment } from '@/lib/shared/schemas'
import type { Comment } from '@/lib/shared/views'
import { presentComment, type StoredComment } from './present-comment'

type Draft = NewComment & { postId: string; key: IdempotencyKey | null }

/**
 * Stores a comment and the event that notifies about it in one transaction. Idempotent with a key. Throws `post_not_found`
 * for a post that the viewer may not see.
 */
export async function createComment(viewer: Viewer, { postId: id, text, key }: Draft): Promise<{ comment: Comment }> {
  const postId = requirePostId(id)
  return mutate(
    async ({ tx, record }) => {
      const row = await insertComment(tx, viewer, { postId, text })
      const mentions = await storeMentions(tx, { postId, commentId: row.id, text })
      await record({ queue: 'notify', type: 'comment.changed', postId, commentId: row.id })
      await addToCount(tx, { postId, count: 'commentCount', ownerId: viewer.id, by: 1 })
      return { comment: presentComment({ ...row, mentions }) }
    },
    { key },
  )
}

type Inserted = Pick<StoredComment, 'id' | 'text' | 'createdAt' | 'authorId'>

async function insertComment(
  tx: Tx,
  viewer: Viewer,
  { postId, text }: { postId: bigint; text: string },
): Promise<Omit<StoredComment, 'mentions'>> {
  const [row] = await tx.$queryRaw<Inserted[]>`
    INSERT INTO "Comment" ("postId", "authorId", text, audience)
    SELECT seen.id, seen."viewerId", ${text}::text, seen.audience FROM (${postForViewer(viewer, postId)}) seen
    RETURNING id, text, "createdAt", "authorId"`
  if (!row) throw postNotFound()
  const { handle, name, bio, avatarUrl } = viewer
  return { ...row, handle, name, bio, avatarUrl }
}
