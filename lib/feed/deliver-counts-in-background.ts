import type { Redis } from 'ioredis'
import { log } from '@/lib/process/log'
import { deliverCountsBatched } from './deliver-counts'

const running = new Set<Promise<void>>()

/**
 * Starts to deliver the present counts of a post to open screens and does not wait. A delivery that is lost (the process
 * dies, Redis is away) is repaired by the next change of the post, or when the page reads the post again.
 */
export function deliverCountsInBackground(redis: Redis, postId: bigint): void {
  const delivery = deliverCountsBatched(redis, postId)
    .catch((error: unknown) => log.info({ post: String(postId), error: String(error) }, 'counts not delivered'))
    .finally(() => running.delete(delivery))
  running.add(delivery)
}

/** Resolves when the deliveries that were started have ended. */
export async function finishDeliveringCounts(): Promise<void> {
  await Promise.all(running)
}
