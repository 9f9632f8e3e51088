import { type RecentPageRequest, recentCursor, toPage } from '@/lib/http/page'
import { afterRecentCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { allNullable, bigint, type RowOf, statement, time } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { MutedPost, Page } from '@/lib/shared/views'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { presentForViewer } from './find-post'
import { POST_SOURCE, VIEWED_POST, type ViewedPostRow, viewedPostColumns } from './post-row'

const MUTED_POST = { mutedId: bigint(), mutedAt: time(), ...allNullable(VIEWED_POST) }

type MutedPostRow = RowOf<typeof MUTED_POST>

/** `$1` is the viewer, `$2` and `$3` the cursor, `$4` the number of rows. */
const MUTED = statement(
  'muted-posts',
  MUTED_POST,
  `SELECT listed."postId" AS "mutedId", listed."createdAt" AS "mutedAt", ${viewedPostColumns('$1::bigint')}
   FROM (SELECT "postId", "createdAt" FROM "ThreadMute"
         WHERE "userId" = $1 AND ${afterRecentCursor({ at: '"createdAt"', id: '"postId"' }, { at: '$2', id: '$3' })}
         ORDER BY "createdAt" DESC, "postId" DESC LIMIT $4) listed
     LEFT JOIN (${POST_SOURCE}) ON p.id = listed."postId" AND ${visiblePost('p', '$1::bigint')}
   ORDER BY listed."createdAt" DESC, listed."postId" DESC`,
)

/** The conversations that the viewer has muted, the latest first. Of a post that the viewer may not see any more, only its id. */
export async function listMutedPosts(viewer: Viewer, { cursor, limit }: RecentPageRequest): Promise<Page<MutedPost>> {
  const rows = await query(MUTED, [viewer.id, cursor?.at ?? null, cursor?.id ?? null, limit + 1])
  return toPage(rows, {
    limit,
    present: (row) => presentMuted(row, viewer),
    cursor: ({ mutedAt, mutedId }) => recentCursor({ at: mutedAt, id: mutedId }),
  })
}

function presentMuted(row: MutedPostRow, viewer: Viewer): MutedPost {
  const post = isVisible(row) ? presentForViewer(row, viewer) : null
  return { id: String(row.mutedId), mutedAt: row.mutedAt.toISOString(), post }
}

function isVisible(row: MutedPostRow): row is MutedPostRow & ViewedPostRow {
  return row.id !== null
}
