import { query } from '@/lib/postgres/query'
import { bool, type RowOf, statement } from '@/lib/postgres/statement'
import { POST_SOURCE, VIEWED_POST, viewedPostColumns } from '@/lib/posts/post-row'
import { visiblePost } from '@/lib/visibility/post-visibility'

const CHANGED = { ...VIEWED_POST, visible: bool() }

/** $1 viewer, $2 ids, $3 the id whose time counts. `deletedAt` and `suspendedAt`: these hide posts without changing them. */
const READ = statement(
  'changed-since-id',
  CHANGED,
  `SELECT ${viewedPostColumns('$1::bigint')}, ${visiblePost('p', '$1::bigint')} AS visible FROM ${POST_SOURCE}
   WHERE p.id = ANY ($2::bigint[])
     AND id_at(GREATEST(p."updatedAt", author."suspendedAt", author."deletedAt")) > $3::bigint
   ORDER BY p."updatedAt"`,
)

/** Those of these posts that have changed since another post was written, as a viewer finds them, the last changed one last. */
export function changedSinceId(viewerId: bigint, ids: string[], id: string): Promise<RowOf<typeof CHANGED>[]> {
  return query(READ, [viewerId, ids, id])
}
