import { frame } from '@/lib/delivery/frame'
import { hydrate } from '@/lib/feed/assemble-feed'
import { type Position, readTimeline, type Timeline, topOf } from '@/lib/feed/timeline'
import { presentPost } from '@/lib/posts/post-row'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import { LIMITS } from '@/lib/shared/limits'
import type { Post, ResetReason } from '@/lib/shared/views'
import type { Connection } from './connection'
import type { Gateway } from './gateway'

/**
 * Fetches the posts that a live connection missed (a message was lost, or the subscription was) and writes them in order; live
 * frames wait meanwhile. Resets the reader when the position cannot be continued. Never throws: without Redis or PostgreSQL the
 * connection is marked, and checked a second later.
 */
export async function catchUp(gateway: Gateway, connection: Connection): Promise<void> {
  const held = connection.position
  if (connection.phase !== 'live' || !held) return
  connection.startCatchUp()
  try {
    const timeline = await readTimeline(connection.userId)
    const reason = timeline ? whyReset(held, timeline) : 'epoch'
    metrics.positionFaults.inc({ answer: reason ?? 'fetched' })
    if (!timeline || reason) gateway.resets.reset(connection.userKey, { reason: reason ?? 'epoch', withinMs: 0 })
    else {
      await writeMissed(connection, await missedPosts(connection.userId, timeline, held.offset))
      connection.moveTo({ epoch: timeline.epoch, offset: topOf(timeline) })
    }
  } catch (error) {
    log.info({ error: String(error) }, 'catching up waits for Redis or PostgreSQL')
    connection.markUncertain()
  }
  gateway.resets.goLive(connection)
}

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
 * The posts behind a position that can be continued, in order, that the reader may see today. An id that is in the timeline
 * twice counts at its first position.
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

export async function writeMissed(connection: Connection, missed: Missed[]): Promise<void> {
  for (const { position, post } of missed) {
    await connection.writeMissed(position, frame('feed', { post }))
    metrics.frames.inc({ event: 'feed' })
  }
}
