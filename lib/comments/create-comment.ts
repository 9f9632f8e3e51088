import type { IdempotencyKey } from '@/lib/mutation/idempotency'
import { mutate } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/db'
import { addToCount } from '@/lib/posts/counters'
import { postNotFound, requirePostId } from '@/lib/posts/find-post'
import { storeMentions } from '@/lib/posts/mentions'
import type { Viewer } from '@/lib/session/viewer'
import type { NewComment } from '@/lib/shared/schemas'
import type { Comment } from '@/lib/shared/views'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { type CommentRow, presentComment } from './comment-row'

const INSERT = `
  INSERT INTO "Comment" ("postId", "authorId", text)
  SELECT p.id, $2::bigint, $3::text FROM "Post" p WHERE p.id = $1 AND ${visiblePost('p', '$2::bigint')}
  RETURNING id, text, "createdAt", "authorId"`

type Draft = NewComment & { postId: string; key: IdempotencyKey | null }

/**
 * Adds to the conversation of a post, together with the intent to tell whom it concerns. Repeatable with an idempotency
 * key. Throws `post_not_found` for a post that the viewer may not see.
 */
export async function createComment(viewer: Viewer, { postId: id, text, key }: Draft): Promise<{ comment: Comment }> {
  const postId = requirePostId(id)
  return mutate(
    async ({ tx, record }) => {
      const row = await insertComment(tx, viewer, { postId, text })
      await storeMentions(tx, { postId, commentId: row.id, text })
      await record({ queue: 'notify', type: 'comment.changed', postId, commentId: row.id })
      await addToCount(tx, { postId, count: 'commentCount', by: 1 })
      return { comment: presentComment(row) }
    },
    { key },
  )
}

type Words = { postId: bigint; text: string }

async function insertComment(tx: Tx, viewer: Viewer, { postId, text }: Words): Promise<CommentRow> {
  type Inserted = Pick<CommentRow, 'id' | 'text' | 'createdAt' | 'authorId'>
  const [row] = await tx.$queryRawUnsafe<Inserted[]>(INSERT, postId, viewer.id, text)
  if (!row) throw postNotFound()
  const { handle, name, bio, avatarUrl } = viewer
  return { ...row, handle, name, bio, avatarUrl }
}
