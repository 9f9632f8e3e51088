import { createHash } from 'node:crypto'
import type { Viewer } from '@/lib/session/viewer'
import { LIMITS } from '@/lib/shared/limits'
import type { NewInFeed, Post } from '@/lib/shared/views'
import { assembleFeed } from './assemble-feed'
import { findTimeline, positionOf } from './feed-page'
import { MAX_ID, openIds, skeletonOf } from './feed-skeleton'
import { parsePosition, type Timeline, topOf } from './timeline'

/**
 * What a browser polls for while its stream is down: the posts that came after its position, newest first. Without Redis
 * there are no positions, so the newest posts are sent and the browser drops those it has.
 */
export async function newInFeed(viewer: Viewer, position: string | undefined): Promise<NewInFeed> {
  const timeline = await findTimeline(viewer)
  if (!timeline) return newestFromPostgres(viewer, position)
  const reload = { items: [], position: positionOf(timeline), reset: true }
  const missed = missedIds(timeline, position)
  if (!missed) return reload
  const items = await readNew(viewer, timeline, missed)
  return items.length > LIMITS.poll ? reload : { items, position: reload.position, reset: false }
}

/** The ids after a position, each once; null when the position cannot be continued. */
function missedIds(timeline: Timeline, given: string | undefined): Set<string> | null {
  const position = given === undefined ? null : parsePosition(given)
  if (!position || position.epoch !== timeline.epoch) return null
  if (position.offset < timeline.base || position.offset > topOf(timeline)) return null
  const before = position.offset - timeline.base
  if (timeline.ids.length - before > LIMITS.poll) return null
  const seen = new Set(timeline.ids.slice(0, before))
  return new Set(timeline.ids.slice(before).filter((id) => !seen.has(id)))
}

/** The missed posts, and those that are not in the timeline yet: fan-outs that take long, and the viewer's own posts. */
async function readNew(viewer: Viewer, timeline: Timeline, missed: Set<string>): Promise<Post[]> {
  const known = new Set(timeline.ids)
  const open = (await openIds(viewer.id, { below: MAX_ID, want: LIMITS.poll + 1 })).map(String)
  const ids = [...missed, ...open.filter((id) => !known.has(id))]
  const own = { from: timeline.floor + 1n, below: MAX_ID, atMost: LIMITS.page.default }
  const posts = await assembleFeed(viewer, async function* () {
    yield { ids, own }
  })
  return posts.filter(({ id }) => missed.has(id) || !known.has(id))
}

async function newestFromPostgres(viewer: Viewer, position: string | undefined): Promise<NewInFeed> {
  const wanted = { below: MAX_ID, want: LIMITS.poll }
  const items = await assembleFeed(viewer, skeletonOf(viewer.id, null, wanted), wanted.want)
  return { items, position: position ?? null, reset: false }
}

/** Equal answers have equal tags, so that a poll that brings nothing costs no body. */
export function tagOf(answer: NewInFeed): string {
  const items = answer.items.map((post) => `${post.id}@${post.updatedAt}`).join()
  return `"${createHash('sha1').update(`${answer.position} ${answer.reset} ${items}`).digest('base64url')}"`
}
