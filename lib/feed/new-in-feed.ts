import { createHash } from 'node:crypto'
import { presentForViewer } from '@/lib/posts/find-post'
import type { Viewer } from '@/lib/session/viewer'
import { LIMITS } from '@/lib/shared/limits'
import type { NewInFeed } from '@/lib/shared/views'
import { findTimeline, positionOf } from './feed-page'
import { hydrate, MAX_ID, openIds, pullRows } from './feed-rows'
import { parsePosition, type Timeline, topOf } from './timeline'

/**
 * The polling path of a browser whose stream is down: what came after its position, newest first. Without Redis nobody
 * knows positions, so the newest posts are sent and the browser drops those it has.
 */
export async function newInFeed(viewer: Viewer, position: string | undefined): Promise<NewInFeed> {
  const timeline = await findTimeline(viewer)
  if (!timeline) return newestFromSql(viewer, position)
  const reload = { items: [], position: positionOf(timeline), reset: true }
  const missed = missedIds(timeline, position)
  if (!missed) return reload
  const known = new Set(timeline.ids)
  const late = (await openIds(viewer.id, MAX_ID, LIMITS.poll + 1)).map(String).filter((id) => !known.has(id))
  const own = { from: timeline.floor + 1n, below: MAX_ID }
  const rows = await hydrate(viewer.id, [...missed, ...late], { own, atMost: LIMITS.page.default })
  const fresh = rows.filter((row) => missed.has(String(row.id)) || !known.has(String(row.id)))
  if (fresh.length > LIMITS.poll) return reload
  return { items: fresh.map((row) => presentForViewer(row, viewer)), position: reload.position, reset: false }
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

async function newestFromSql(viewer: Viewer, position: string | undefined): Promise<NewInFeed> {
  const rows = await pullRows(viewer.id, MAX_ID, LIMITS.poll)
  return { items: rows.map((row) => presentForViewer(row, viewer)), position: position ?? null, reset: false }
}

/** Equal answers have equal tags, so that a poll that brings nothing costs no body. */
export function tagOf(answer: NewInFeed): string {
  const items = answer.items.map((post) => `${post.id}@${post.updatedAt}`).join()
  return `"${createHash('sha1').update(`${answer.position} ${answer.reset} ${items}`).digest('base64url')}"`
}
