import { toPage } from '@/lib/http/page'
import { afterCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { Page, Post } from '@/lib/shared/views'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { presentForViewer } from './find-post'
import { POST_SOURCE, VIEWED_POST, type ViewedPostRow, viewedPostColumns } from './post-row'

/** `$1` is the author or place, `$2` the viewer, `$3` the cursor, `$4` the number of rows. */
const listed = (name: string, column: string) =>
  statement(
    name,
    VIEWED_POST,
    `SELECT ${viewedPostColumns('$2::bigint')} FROM ${POST_SOURCE}
     WHERE p."${column}" = $1 AND ${afterCursor('p.id', '$3')} AND ${visiblePost('p', '$2::bigint')}
     ORDER BY p.id DESC LIMIT $4`,
  )
const BY_AUTHOR = listed('posts-of-author', 'authorId')
const BY_PLACE = listed('posts-at-place', 'placeId')

/** Posts of one user that the viewer may see, newest first. The caller checks whether the viewer may see this user. */
export function listPostsOfAuthor(viewer: Viewer | null, authorId: bigint, page: PageRequest): Promise<Page<Post>> {
  return list(BY_AUTHOR, viewer, { id: authorId, page })
}

/** Check-ins at a place that the viewer may see, newest first. */
export function listPostsAtPlace(viewer: Viewer | null, placeId: bigint, page: PageRequest): Promise<Page<Post>> {
  return list(BY_PLACE, viewer, { id: placeId, page })
}

type Subject = { id: bigint; page: PageRequest }

async function list(posts: typeof BY_AUTHOR, viewer: Viewer | null, { id, page }: Subject): Promise<Page<Post>> {
  const rows = await query(posts, [id, viewer?.id ?? null, page.cursor ?? null, page.limit + 1])
  return toPostPage(rows, page.limit, viewer)
}

/** A page from rows of which one more than `limit` was read. */
export function toPostPage(rows: ViewedPostRow[], limit: number, viewer: Viewer | null): Page<Post> {
  return toPage(rows, { limit, present: (row) => presentForViewer(row, viewer), cursor: (row) => String(row.id) })
}
