import { toPage } from '@/lib/http/page'
import { query } from '@/lib/postgres/query'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { Page, Revision } from '@/lib/shared/views'
import { isFor } from '@/lib/visibility/audience-rules'
import { requirePost } from './find-post'

type RevisionRow = { id: bigint; text: string; createdAt: Date }

/**
 * `$1` is the post, `$2` the cursor, `$3` the number of rows, `$4` the viewer. A revision keeps the audience that it was
 * written for: widening the audience of the post does not show its earlier texts to more users.
 */
const REVISIONS = `
  SELECT r.id, r.text, r."createdAt" FROM "PostRevision" r JOIN "Post" p ON p.id = r."postId"
  WHERE r."postId" = $1 AND ($2::bigint IS NULL OR r.id < $2)
    AND ${isFor({ author: 'p."authorId"', audience: 'r.audience' }, '$4::bigint')} IS TRUE
  ORDER BY r.id DESC LIMIT $3`

/** Earlier texts of a post that the viewer may see, newest first. Throws `post_not_found`. */
export async function listRevisions(viewer: Viewer | null, postId: string, page: PageRequest): Promise<Page<Revision>> {
  const post = await requirePost(viewer, postId)
  const { cursor, limit } = page
  const rows = await query<RevisionRow>(REVISIONS, [post.id, cursor ?? null, limit + 1, viewer?.id ?? null])
  return toPage(rows, { limit, present: presentRevision, cursor: ({ id }) => String(id) })
}

function presentRevision({ id, text, createdAt }: RevisionRow): Revision {
  return { id: String(id), text, createdAt: createdAt.toISOString() }
}
