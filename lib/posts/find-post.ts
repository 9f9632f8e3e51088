import { query } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { idSchema } from '@/lib/shared/schemas'
import type { Post } from '@/lib/shared/views'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { POST_SOURCE, presentPost, type ViewedPostRow, viewedPostColumns } from './post-row'

const FIND = {
  name: 'find-post',
  text: `SELECT ${viewedPostColumns('$2::bigint')} FROM ${POST_SOURCE} WHERE p.id = $1 AND ${visiblePost('p', '$2::bigint')}`,
}

/** The one refusal for posts that do not exist, were deleted, or are not for this viewer: nobody can tell them apart. */
export function postNotFound(): AppError {
  return new AppError('post_not_found', 'There is no such post.')
}

/** A post as this viewer may see it, or null. `viewer` null: somebody who is not signed in. */
export async function findPost(viewer: Viewer | null, id: string): Promise<Post | null> {
  const parsed = idSchema.safeParse(id)
  if (!parsed.success) return null
  const [row] = await query<ViewedPostRow>(FIND, [parsed.data, viewer?.id ?? null])
  return row ? presentForViewer(row, viewer) : null
}

/** Throws `post_not_found`. */
export async function requirePost(viewer: Viewer | null, id: string): Promise<Post> {
  const post = await findPost(viewer, id)
  if (!post) throw postNotFound()
  return post
}

/** The view for an answer to one person. */
export function presentForViewer(row: ViewedPostRow, viewer: Viewer | null): Post {
  return viewer ? { ...presentPost(row), viewer: { liked: row.liked } } : presentPost(row)
}

/** The id in an address; what is no id is no post either. */
export function requirePostId(id: string): bigint {
  const parsed = idSchema.safeParse(id)
  if (!parsed.success) throw postNotFound()
  return parsed.data
}
