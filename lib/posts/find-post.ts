import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { parseId } from '@/lib/shared/schemas'
import type { Post } from '@/lib/shared/views'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { POST_SOURCE, presentPost, VIEWED_POST, type ViewedPostRow, viewedPostColumns } from './post-row'

/** `$1` is the post, `$2` the viewer. */
const FIND = statement(
  'find-post',
  VIEWED_POST,
  `SELECT ${viewedPostColumns('$2::bigint')} FROM ${POST_SOURCE} WHERE p.id = $1 AND ${visiblePost('p', '$2::bigint')}`,
)

/** The same answer for posts that do not exist, were deleted, or are not for this viewer, so nobody can tell them apart. */
export function postNotFound(): AppError {
  return new AppError('post_not_found', 'There is no such post.')
}

/** A post that the viewer may see, or null. `viewer` is null when nobody is signed in. */
export async function findPost(viewer: Viewer | null, id: string): Promise<Post | null> {
  const postId = parseId(id)
  if (postId === null) return null
  const [row] = await query(FIND, [postId, viewer?.id ?? null])
  return row ? presentForViewer(row, viewer) : null
}

/** Like `findPost`, but throws `post_not_found`. */
export async function requirePost(viewer: Viewer | null, id: string): Promise<Post> {
  const post = await findPost(viewer, id)
  if (!post) throw postNotFound()
  return post
}

/** The view of a post in an answer to one user. */
export function presentForViewer(row: ViewedPostRow, viewer: Viewer | null): Post {
  return viewer ? { ...presentPost(row), viewer: { liked: row.liked, muted: row.muted } } : presentPost(row)
}

/** The id of a post in an address. Throws `post_not_found` for what is not an id. */
export function requirePostId(id: string): bigint {
  const postId = parseId(id)
  if (postId === null) throw postNotFound()
  return postId
}
