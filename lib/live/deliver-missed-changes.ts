import { setTimeout as pause } from 'node:timers/promises'
import pLimit from 'p-limit'
import { frame } from '@/lib/delivery/frame'
import { changedSinceId } from '@/lib/feed/changed-since-id'
import { goneFrame } from '@/lib/feed/current-post'
import { type Position, readTimeline } from '@/lib/feed/timeline'
import { presentPost } from '@/lib/posts/post-row'
import { once } from '@/lib/process/once'
import { LIMITS } from '@/lib/shared/limits'
import type { Connection } from './connection'

/** After a deploy all browsers are back at the same time. */
const AT_ONCE = 4
/** Posts that are read at once, the newest first, so that what is written is new, and not too much for a slow reader. */
const PART = 50
/** Milliseconds until Redis and PostgreSQL are asked again. */
const AGAIN = 3_000

const limit = once('missed-changes', () => pLimit(AT_ONCE))

/**
 * Delivers to a reader who has returned with a position what changed while no stream was open, of the newest posts up to there.
 * The position says when that began: not before its post was written. So some changes may be delivered twice. Never throws.
 */
export async function deliverMissedChanges(connection: Connection, held: Position): Promise<void> {
  while (connection.phase !== 'closed' && !(await isDelivered(connection, held))) {
    await pause(AGAIN, undefined, { ref: false })
  }
}

/** False when Redis or PostgreSQL is away. All streams would log the same then, and others do. */
function isDelivered(connection: Connection, held: Position): Promise<boolean> {
  return deliverOnce(connection, held).then(
    () => true,
    () => false,
  )
}

async function deliverOnce(connection: Connection, held: Position): Promise<void> {
  const timeline = await limit(() => readTimeline(connection.userId))
  // Another timeline: the stream is reset, and the browser reads its feed again.
  if (timeline?.epoch !== held.epoch) return
  const end = held.offset - timeline.base
  const ids = timeline.ids.slice(Math.max(0, end - LIMITS.replay), Math.max(0, end))
  const last = ids.at(-1)
  if (last === undefined) return
  // A slow reader holds no place among those that are read at once.
  for (; ids.length > 0 && connection.phase !== 'closed'; await connection.drained()) {
    for (const row of await limit(() => changedSinceId(connection.userId, ids.splice(-PART), last))) {
      connection.writeEvent(row.visible ? frame('post', { post: presentPost(row) }) : goneFrame(row.id))
    }
  }
}
