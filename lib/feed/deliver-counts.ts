import type { Redis } from 'ioredis'
import { batchByKey } from '@/lib/async/batch-by-key'
import { boundedTasks } from '@/lib/async/bounded-tasks'
import type { Sent, TimedFacts } from '@/lib/delivery/timed-facts'
import { log } from '@/lib/process/log'
import { type CurrentPost, makePostSender } from './current-post'
import { deliverPost } from './deliver-post'
import { deliverToWatchers } from './deliver-to-watchers'
import { CHUNK, readAudience } from './read-audience'
import { onlyOf, readWatchers } from './watchers'

/**
 * Delivers the present counts of a post to open screens: of its author, of followers who may see it, and of watchers who
 * may see it. Idempotent: a frame carries the present state. `only`: the people to whom they are delivered again; by default all.
 */
export async function deliverCounts(redis: Redis, postId: bigint, only?: (userId: bigint) => boolean): Promise<void> {
  const watchers = onlyOf(await readWatchers(redis, postId), only)
  const sender = makePostSender(redis, { postId, what: 'the counts' })
  await sender.sendInChunks((timed, after) => deliverChunk(redis, { timed, after, watchers, only }))
  await deliverToWatchers(redis, { watchers, sender, withGone: false })
}

type Chunk = {
  timed: TimedFacts<CurrentPost | null>
  after: bigint
  /** Those who got the frame as followers are removed. */
  watchers: Set<bigint>
  only: ((userId: bigint) => boolean) | undefined
}

/** False when the facts were refused as too old. */
async function deliverChunk(redis: Redis, { timed, after, watchers, only }: Chunk): Promise<Sent | false> {
  const { readAt, facts: post } = timed
  if (!post || post.gone) return { next: null }
  const audience = await readAudience(post, { after, last: null })
  const readers = only ? audience.filter(only) : audience
  if (!(await deliverPost(redis, { post, readers, readAt }))) return false
  for (const id of readers) watchers.delete(id)
  return { next: audience.length < CHUNK ? null : (audience.at(-1) ?? null) }
}

/** Milliseconds between two deliveries of the counts of one post: a number that changes faster cannot be read. */
const COUNTS_EVERY = 250

const batches = batchByKey<Redis>({
  every: COUNTS_EVERY,
  work: async (postId, [redis]) => {
    if (redis) await deliverCounts(redis, BigInt(postId))
  },
})

/** Like `deliverCounts`, once for all changes of a post that come within a moment. Resolves when they are delivered. */
export function deliverCountsBatched(redis: Redis, postId: bigint): Promise<void> {
  return batches.add(String(postId), redis)
}

/** Posts whose new counts are delivered at once. */
const DELIVERIES_AT_ONCE = 4

/** Delivers the counts of many posts, which come chunk by chunk. */
export async function deliverCountsOf(redis: Redis, chunks: AsyncIterable<bigint[]>): Promise<void> {
  const deliveries = boundedTasks(DELIVERIES_AT_ONCE)
  for await (const postIds of chunks) {
    for (const postId of postIds) await deliveries.add(() => deliverCountsBatched(redis, postId))
  }
  await deliveries.finish()
}

const running = new Set<Promise<void>>()

/**
 * Starts to deliver the present counts of a post to open screens and does not wait. After a delivery that is lost (the
 * process dies, Redis is away), screens show old counts until the next change of the post, or until they load it again.
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
