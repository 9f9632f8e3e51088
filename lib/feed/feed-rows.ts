import { query } from '@/lib/postgres/db'
import { POST_SOURCE, type ViewedPostRow, viewedPostColumns } from '@/lib/posts/post-row'
import { inFeed, PULL_IDS } from './feed-sql'
import { openFanOuts } from './open-fan-outs'

/** $1 viewer, $2 ids, $3 and $4: one's own posts of this range of ids [from, below) join in, at most $5. */
const HYDRATE = {
  name: 'hydrate-feed',
  text: `
    WITH candidates AS (
      SELECT unnest($2::bigint[]) AS id
      UNION
      (SELECT id FROM "Post" WHERE "authorId" = $1 AND "deletedAt" IS NULL AND id >= $3 AND id < $4 ORDER BY id DESC LIMIT $5))
    SELECT ${viewedPostColumns('$1::bigint')} FROM ${POST_SOURCE}
    WHERE p.id IN (SELECT id FROM candidates) AND ${inFeed('p', '$1::bigint')} ORDER BY p.id DESC`,
}

/** A range of ids: from (included) to below (excluded). */
export type Range = { from: bigint; below: bigint }

const NOTHING: Range = { from: 0n, below: 0n }
export const MAX_ID = 2n ** 63n - 1n

/** Those of these posts that belong into the reader's feed today, newest first, with the reader's own posts of a range. */
export function hydrate(
  viewerId: bigint,
  ids: (bigint | string)[],
  { own = NOTHING, atMost = 0 } = {},
): Promise<ViewedPostRow[]> {
  return query<ViewedPostRow>(HYDRATE, [viewerId, ids, own.from, own.below, atMost])
}

/** Ids of this reader's posts in a range that the push may not have brought yet, at most `want` new ones. */
export async function openIds(viewerId: bigint, below: bigint, want: number): Promise<bigint[]> {
  const { since, ids } = await openFanOuts()
  if (since === null) return ids
  const pulled = await query<{ id: bigint }>(PULL_IDS, [viewerId, below, want, since])
  return [...ids, ...pulled.map((row) => row.id)]
}

/** The newest `want` posts below an id from PostgreSQL alone. */
export async function pullRows(viewerId: bigint, below: bigint, want: number): Promise<ViewedPostRow[]> {
  const rows: ViewedPostRow[] = []
  for (let bound = below; rows.length < want; ) {
    const asked = want - rows.length
    const ids = (await query<{ id: bigint }>(PULL_IDS, [viewerId, bound, asked, null])).map((row) => row.id)
    rows.push(...(await hydrate(viewerId, ids)))
    const last = ids.at(-1)
    if (ids.length < asked || last === undefined) break
    bound = last
  }
  return rows
}
