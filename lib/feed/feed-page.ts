import { toPage } from '@/lib/http/page'
import { whenAway } from '@/lib/redis/client'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { FeedPage } from '@/lib/shared/views'
import { assembleFeed } from './assemble-feed'
import { MAX_ID, skeletonOf } from './feed-skeleton'
import { buildTimeline } from './rebuild-timeline'
import { formatPosition, type Timeline, topOf } from './timeline'

/**
 * A page of the feed, newest first. It is the same page with a timeline and without one (Redis is away). `position` is read
 * before the items, so a stream that resumes from it misses nothing.
 */
export async function readFeedPage(viewer: Viewer, { cursor, limit }: PageRequest): Promise<FeedPage> {
  const timeline = await findTimeline(viewer)
  const want = limit + 1
  const posts = await assembleFeed(viewer, skeletonOf(viewer.id, timeline, { below: cursor ?? MAX_ID, want }), want)
  const page = toPage(posts, { limit, present: (post) => post, cursor: ({ id }) => id })
  return { ...page, position: timeline && positionOf(timeline) }
}

/** The viewer's timeline, built when there is none; null while Redis is away. */
export function findTimeline(viewer: Viewer): Promise<Timeline | null> {
  return whenAway(buildTimeline(viewer.id), null)
}

/** The position of the newest id: a stream goes on from there. */
export function positionOf(timeline: Timeline): string {
  return formatPosition({ epoch: timeline.epoch, offset: topOf(timeline) })
}
