import { hydrate } from '@/lib/feed/assemble-feed'
import { type Position, type Timeline, topOf } from '@/lib/feed/timeline'
import { presentPost } from '@/lib/posts/post-row'
import { LIMITS } from '@/lib/shared/limits'
import type { Post, ResetReason } from '@/lib/shared/views'

/** Why a position cannot be continued in this timeline, or null when it can. */
export function whyReset(position: Position | null, timeline: Timeline): ResetReason | null {
  const top = topOf(timeline)
  if (!position || position.epoch !== timeline.epoch) return 'epoch'
  if (position.offset > top) return 'ahead'
  if (position.offset < timeline.base) return 'trimmed'
  return top - position.offset > LIMITS.replay ? 'limit' : null
}

export type Missed = { position: Position; post: Post }

/**
 * What came after a position that can be continued, in order, as far as it may be seen today. An id that stands in the
 * timeline twice counts where it stands first.
 */
export async function missedPosts(userId: bigint, timeline: Timeline, after: number): Promise<Missed[]> {
  const seen = new Set(timeline.ids.slice(0, after - timeline.base))
  const missed: { offset: number; id: string }[] = []
  for (let offset = after + 1; offset <= topOf(timeline); offset++) {
    const id = timeline.ids[offset - timeline.base - 1]
    if (id === undefined || seen.has(id)) continue
    seen.add(id)
    missed.push({ offset, id })
  }
  if (missed.length === 0) return []
  const rows = await hydrate(userId, { ids: missed.map(({ id }) => id) })
  const posts = new Map(rows.map((row) => [String(row.id), presentPost(row)]))
  return missed.flatMap(({ offset, id }) => {
    const post = posts.get(id)
    return post ? [{ position: { epoch: timeline.epoch, offset }, post }] : []
  })
}
