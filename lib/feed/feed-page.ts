import { toPostPage } from '@/lib/posts/list-posts'
import type { ViewedPostRow } from '@/lib/posts/post-row'
import { whenAway } from '@/lib/redis/client'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { FeedPage } from '@/lib/shared/views'
import { hydrate, MAX_ID, openIds, pullRows } from './feed-rows'
import { buildTimeline } from './rebuild-timeline'
import { formatPosition, type Timeline, topOf } from './timeline'

/** Some candidates turn out to be hidden today; asking for a few more at once mostly saves a second query. */
const SPARE = 10

/**
 * A page of the feed, newest first: from the timeline above its floor, from PostgreSQL below it, all from PostgreSQL when
 * there is no timeline or no Redis. The same page either way. `position` is read before the items, so that a stream
 * resumed from it misses nothing.
 */
export async function readFeedPage(viewer: Viewer, { cursor, limit }: PageRequest): Promise<FeedPage> {
  const timeline = await findTimeline(viewer)
  const rows = await gather(viewer.id, timeline, { below: cursor ?? MAX_ID, want: limit + 1 })
  return { ...toPostPage(rows, limit, viewer), position: timeline && positionOf(timeline) }
}

/** The viewer's timeline, built when there is none; null while Redis is away. */
export function findTimeline(viewer: Viewer): Promise<Timeline | null> {
  return whenAway(buildTimeline(viewer.id), null)
}

export function positionOf(timeline: Timeline): string {
  return formatPosition({ epoch: timeline.epoch, offset: topOf(timeline) })
}

type Wanted = { below: bigint; want: number }

async function gather(viewerId: bigint, timeline: Timeline | null, { below, want }: Wanted): Promise<ViewedPostRow[]> {
  if (!timeline) return pullRows(viewerId, below, want)
  const rows = await gatherAboveFloor(viewerId, timeline, { below, want })
  if (rows.length >= want || timeline.floor === 0n) return rows.slice(0, want)
  const bound = timeline.floor < below ? timeline.floor + 1n : below
  return [...rows, ...(await pullRows(viewerId, bound, want - rows.length))]
}

async function gatherAboveFloor(
  viewerId: bigint,
  timeline: Timeline,
  { below, want }: Wanted,
): Promise<ViewedPostRow[]> {
  const ids = candidates(
    [...timeline.ids, ...(await openIds(viewerId, below, want)).map(String)],
    timeline.floor,
    below,
  )
  const rows: ViewedPostRow[] = []
  let upper = below
  for (let at = 0; rows.length < want; ) {
    const batch = ids.slice(at, at + want - rows.length + SPARE)
    at += batch.length
    const lowest = at < ids.length ? BigInt(batch.at(-1) ?? 0) : timeline.floor + 1n
    rows.push(...(await hydrate(viewerId, batch, { own: { from: lowest, below: upper }, atMost: want })))
    upper = lowest
    if (at >= ids.length) break
  }
  return rows
}

/** The ids between floor and bound, each once, newest first. Arrival order is nearly id order, so sorting is cheap. */
function candidates(ids: string[], floor: bigint, below: bigint): string[] {
  const [low, high] = [String(floor), String(below)]
  const inside = ids.filter((id) => newer(id, low) && newer(high, id))
  const sorted = inside.reverse().sort((one, other) => (one === other ? 0 : newer(one, other) ? -1 : 1))
  return sorted.filter((id, index) => id !== sorted[index - 1])
}

/** Decimal strings compare by length, then text: a tenth of the cost of making them numbers. */
function newer(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length
}
