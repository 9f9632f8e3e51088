import { fanOutPost } from '@/lib/feed/fan-out-post'
import { redis } from '@/lib/redis/client'
import type { Audience } from '@/lib/shared/views'
import { query } from './query'

let event = 0n

/** Runs the fan-out of a post here and now, as a job does; each time as an event of its own unless told which. */
export function fanOutNow(
  postId: bigint | string,
  { eventId = ++event, repeat = false, before }: { eventId?: bigint; repeat?: boolean; before?: Audience | null } = {},
): Promise<void> {
  return fanOutPost({ redis, eventId, postId: BigInt(postId), repeat, before })
}

/** The newest event about a post, by which jobs know it. */
export async function eventOf(postId: bigint | string, type = 'post.created'): Promise<bigint> {
  const [row] = await query<{ id: bigint }>(
    `SELECT id FROM "OutboxEvent" WHERE queue = 'fan-out' AND payload->>'postId' = $1 AND type = $2 ORDER BY id DESC LIMIT 1`,
    [String(postId), type],
  )
  if (!row) throw new Error('no such event')
  return row.id
}
