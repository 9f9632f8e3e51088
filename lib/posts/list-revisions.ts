import { toPage } from '@/lib/http/page'
import { afterCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { bigint, type RowOf, statement, text, time } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { Page, Revision } from '@/lib/shared/views'
import { isFor, termsOf } from '@/lib/visibility/audience-rules'
import { requirePost } from './find-post'

const REVISION = {
  id: bigint(),
  text: text(),
  createdAt: time(),
}

type RevisionRow = RowOf<typeof REVISION>

/**
 * `$1` is the post, `$2` the cursor, `$3` the number of rows, `$4` the viewer. A revision keeps the audience that it was
 * written for: widening the audience of the post does not show its earlier texts to more users.
 */
const REVISIONS = statement(
  'revisions',
  REVISION,
  `SELECT r.id, r.text, r."createdAt" FROM "PostRevision" r JOIN "Post" p ON p.id = r."postId"
   WHERE r."postId" = $1 AND ${afterCursor('r.id', '$2')}
     AND ${isFor(termsOf('r', 'p."authorId"'), '$4::bigint')} IS TRUE
   ORDER BY r.id DESC LIMIT $3`,
)

/** Earlier texts of a post that the viewer may see, newest first. Throws `post_not_found`. */
export async function listRevisions(viewer: Viewer | null, postId: string, page: PageRequest): Promise<Page<Revision>> {
  const post = await requirePost(viewer, postId)
  const { cursor, limit } = page
  const rows = await query(REVISIONS, [post.id, cursor ?? null, limit + 1, viewer?.id ?? null])
  return toPage(rows, { limit, present: presentRevision, cursor: ({ id }) => String(id) })
}

function presentRevision({ id, text, createdAt }: RevisionRow): Revision {
  return { id: String(id), text, createdAt: createdAt.toISOString() }
}
