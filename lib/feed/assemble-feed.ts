import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import { presentForViewer } from '@/lib/posts/find-post'
import { POST_SOURCE, VIEWED_POST, type ViewedPostRow, viewedPostColumns } from '@/lib/posts/post-row'
import type { Viewer } from '@/lib/session/viewer'
import type { Post } from '@/lib/shared/views'
import { inFeed } from './feed-sql'

/** A range of post ids: from (included) to below (excluded). */
type PostIdRange = { from: bigint; below: bigint }

/** Ids of posts that may belong in a reader's feed. `own`: the reader's own posts of this range of ids belong there too. */
export type PostIds = { ids: (bigint | string)[]; own?: PostIdRange & { atMost: number } }

/**
 * Where the ids come from, newest first, batch by batch: the next batch is asked for only while posts are missing.
 * `missing` says how many.
 */
export type FeedSkeleton = (missing: () => number) => AsyncIterable<PostIds>

/** $1 viewer, $2 ids, $3 and $4: the viewer's own posts of this range of ids [from, below), at most $5. */
const HYDRATE = statement(
  'hydrate-feed',
  VIEWED_POST,
  `WITH named AS (
     SELECT unnest($2::bigint[]) AS id
     UNION
     (SELECT id FROM "Post" WHERE "authorId" = $1 AND "deletedAt" IS NULL AND id >= $3 AND id < $4 ORDER BY id DESC LIMIT $5))
   SELECT ${viewedPostColumns('$1::bigint')} FROM ${POST_SOURCE}
   WHERE p.id IN (SELECT id FROM named) AND ${inFeed('p', '$1::bigint')} ORDER BY p.id DESC`,
)

const NONE = { from: 0n, below: 0n, atMost: 0 }

/**
 * The posts of a feed, newest first, at most `want` (default: all). Always in this order: the skeleton names ids, they are hydrated to
 * rows, the rules leave out what does not belong in this feed today, and the rest is presented to the viewer.
 */
export async function assembleFeed(
  viewer: Viewer,
  skeleton: FeedSkeleton,
  want = Number.POSITIVE_INFINITY,
): Promise<Post[]> {
  const rows: ViewedPostRow[] = []
  const missing = () => want - rows.length
  for await (const batch of skeleton(missing)) {
    rows.push(...(await hydrate(viewer.id, batch)))
    if (missing() <= 0) break
  }
  return rows.slice(0, want).map((row) => presentForViewer(row, viewer))
}

/** Hydrates ids and applies the rules: one statement does both, so no row leaves the database without them. */
export function hydrate(viewerId: bigint, { ids, own = NONE }: PostIds): Promise<ViewedPostRow[]> {
  return query(HYDRATE, [viewerId, ids, own.from, own.below, own.atMost])
}
