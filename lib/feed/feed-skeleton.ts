import { query } from '@/lib/postgres/query'
import type { FeedSkeleton, PostIds } from './assemble-feed'
import { PULL_IDS } from './feed-sql'
import { openFanOuts } from './open-fan-outs'
import type { Timeline } from './timeline'

export const MAX_ID = 2n ** 63n - 1n

/** Some candidates are hidden from the viewer today. Reading a few more at once mostly saves a second query. */
const SPARE = 10

/** Which part of a feed: ids below `below`, about `want` of them. */
type Wanted = { below: bigint; want: number }

/** The ids of a page: from the timeline above its floor, from PostgreSQL below it, all from there without a timeline. */
export function skeletonOf(viewerId: bigint, timeline: Timeline | null, wanted: Wanted): FeedSkeleton {
  return (missing) =>
    timeline ? fromTimeline(viewerId, { timeline, missing, ...wanted }) : fromPostgres(viewerId, wanted.below, missing)
}

type FromTimeline = Wanted & { timeline: Timeline; missing: () => number }

async function* fromTimeline(
  viewerId: bigint,
  { timeline, missing, below, want }: FromTimeline,
): AsyncGenerator<PostIds> {
  const open = await openIds(viewerId, { below, want })
  const ids = between([...timeline.ids, ...open.map(String)], timeline.floor, below)
  let upper = below
  // At least once, also without ids: the viewer's own posts come with the first batch.
  let at = 0
  do {
    const batch = ids.slice(at, at + missing() + SPARE)
    at += batch.length
    const from = at < ids.length ? BigInt(batch.at(-1) ?? 0) : timeline.floor + 1n
    yield { ids: batch, own: { from, below: upper, atMost: want } }
    upper = from
  } while (at < ids.length)
  if (timeline.floor === 0n) return
  yield* fromPostgres(viewerId, timeline.floor < below ? timeline.floor + 1n : below, missing)
}

/** The newest ids below one from PostgreSQL alone. */
async function* fromPostgres(viewerId: bigint, below: bigint, missing: () => number): AsyncGenerator<PostIds> {
  for (let bound = below; ; ) {
    const asked = missing()
    const ids = (await query(PULL_IDS, [viewerId, bound, asked, null])).map(({ id }) => id)
    yield { ids }
    const last = ids.at(-1)
    if (ids.length < asked || last === undefined) return
    bound = last
  }
}

/**
 * Ids of posts that may not be in the reader's timeline yet, because their fan-out is open: at most `want` new posts, and
 * those that are fanned out again or are parked. The latter are not selected by reader: the feed leaves out what does not
 * belong in it.
 */
export async function openIds(viewerId: bigint, { below, want }: Wanted): Promise<bigint[]> {
  const { since, ids } = await openFanOuts()
  if (since === null) return ids
  const pulled = await query(PULL_IDS, [viewerId, below, want, since])
  return [...ids, ...pulled.map(({ id }) => id)]
}

/** The ids above floor and below a bound, each once, newest first. Arrival order is nearly id order, so sorting is cheap. */
function between(ids: string[], floor: bigint, below: bigint): string[] {
  const [low, high] = [String(floor), String(below)]
  const inside = ids.filter((id) => isNewer(id, low) && isNewer(high, id))
  const sorted = inside.reverse().sort((one, other) => (one === other ? 0 : isNewer(one, other) ? -1 : 1))
  return sorted.filter((id, index) => id !== sorted[index - 1])
}

/** Decimal strings are compared by length, then as text: that takes a tenth of the time of converting them to numbers. */
function isNewer(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length
}
