import { toPage } from '@/lib/http/page'
import { query } from '@/lib/postgres/db'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { Page, Post, Revision } from '@/lib/shared/views'
import { isFor } from '@/lib/visibility/audience-rules'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { presentForViewer, requirePost } from './find-post'
import { POST_SOURCE, type ViewedPostRow, viewedPostColumns } from './post-row'

const listed = (name: string, column: string) => ({
  name,
  text: `SELECT ${viewedPostColumns('$2::bigint')} FROM ${POST_SOURCE}
         WHERE p."${column}" = $1 AND ($3::bigint IS NULL OR p.id < $3) AND ${visiblePost('p', '$2::bigint')}
         ORDER BY p.id DESC LIMIT $4`,
})
const BY_AUTHOR = listed('posts-of-author', 'authorId')
const BY_PLACE = listed('posts-at-place', 'placeId')

/** Posts of one person that the viewer may see, newest first. Whether the person may be seen, the caller has asked. */
export function listPostsOfAuthor(viewer: Viewer | null, authorId: bigint, page: PageRequest): Promise<Page<Post>> {
  return list(BY_AUTHOR, viewer, { id: authorId, page })
}

/** Check-ins at a place that the viewer may see: a place is as private as the post. */
export function listPostsAtPlace(viewer: Viewer | null, placeId: bigint, page: PageRequest): Promise<Page<Post>> {
  return list(BY_PLACE, viewer, { id: placeId, page })
}

type Subject = { id: bigint; page: PageRequest }

async function list(statement: typeof BY_AUTHOR, viewer: Viewer | null, { id, page }: Subject): Promise<Page<Post>> {
  const rows = await query<ViewedPostRow>(statement, [id, viewer?.id ?? null, page.cursor ?? null, page.limit + 1])
  return toPage(rows, {
    limit: page.limit,
    present: (row) => presentForViewer(row, viewer),
    cursor: (row) => String(row.id),
  })
}

/** An earlier text is for the audience that the post had then: widening the post does not open it. */
const REVISIONS = `
  SELECT r.id, r.text, r."createdAt" FROM "PostRevision" r JOIN "Post" p ON p.id = r."postId"
  WHERE r."postId" = $1 AND ($2::bigint IS NULL OR r.id < $2)
    AND ${isFor({ author: 'p."authorId"', audience: 'r.audience' }, '$4::bigint')} IS TRUE
  ORDER BY r.id DESC LIMIT $3`

/** Earlier texts of a post, newest first, for whoever may see the post: those that this viewer could see then. */
export async function listRevisions(viewer: Viewer | null, postId: string, page: PageRequest): Promise<Page<Revision>> {
  const post = await requirePost(viewer, postId)
  const values = [post.id, page.cursor ?? null, page.limit + 1, viewer?.id ?? null]
  const rows = await query<{ id: bigint; text: string; createdAt: Date }>(REVISIONS, values)
  return toPage(rows, {
    limit: page.limit,
    present: ({ id, text, createdAt }) => ({ id: String(id), text, createdAt: createdAt.toISOString() }),
    cursor: ({ id }) => String(id),
  })
}
