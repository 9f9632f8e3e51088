import { toPage } from '@/lib/http/page'
import { afterCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import { authorOf } from '@/lib/posts/author-sql'
import { requirePost } from '@/lib/posts/find-post'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { Comment, Page } from '@/lib/shared/views'
import { visibleComment } from '@/lib/visibility/comment-visibility'
import { COMMENT, COMMENT_COLUMNS, COMMENT_SOURCE, presentComment } from './present-comment'

/** `$1` is the post, `$2` the viewer, `$3` the cursor, `$4` the number of rows. */
const COMMENTS = statement(
  'comments',
  COMMENT,
  `SELECT ${COMMENT_COLUMNS} FROM ${COMMENT_SOURCE}
   WHERE c."postId" = $1 AND ${afterCursor('c.id', '$3')} AND ${visibleComment('c', { viewer: '$2::bigint', author: authorOf('$1') })}
   ORDER BY c.id DESC LIMIT $4`,
)

/** The comments of a post that the viewer may see, newest first. Throws `post_not_found`. */
export async function listComments(viewer: Viewer | null, postId: string, page: PageRequest): Promise<Page<Comment>> {
  const post = await requirePost(viewer, postId)
  const { cursor, limit } = page
  const rows = await query(COMMENTS, [post.id, viewer?.id ?? null, cursor ?? null, limit + 1])
  return toPage(rows, { limit, present: presentComment, cursor: ({ id }) => String(id) })
}
