import { fanOutPost } from '@/lib/feed/fan-out-post'
import { redis } from '@/lib/redis/client'
import type { Audience } from '@/lib/shared/views'

let event = 0n

/** Runs the fan-out of a post at once, as a job does; each time as a new event, or as the given one. */
export async function fanOutNow(
  postId: bigint | string,
  { eventId = ++event, repeat = false, before }: { eventId?: bigint; repeat?: boolean; before?: Audience | null } = {},
): Promise<void> {
  await fanOutPost({ redis, eventId, postId: BigInt(postId), repeat, before })
}
