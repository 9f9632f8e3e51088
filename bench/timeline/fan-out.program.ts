import { onSchedule, type Schedule } from '@/bench/load/schedule'
import { answer } from '@/bench/process/answer'
import { postId } from '@/bench/world/people'
import { countAppends, countPosts, fillCeiling, fillTimelines } from '@/bench/world/timelines'
import { fanOutPost } from '@/lib/feed/fan-out-post'
import { allBuckets, bucketOf } from '@/lib/redis/buckets'
import { redis, startRedis } from '@/lib/redis/client'
import { gatewayChannel, onlineKey } from '@/lib/redis/keys'

/** Each fan-out has another event id, so the same post can be fanned out again. */
let eventId = BigInt(Date.now()) * 1000n

async function fanOut(post: number): Promise<void> {
  await fanOutPost({ redis, eventId: ++eventId, postId: postId(post), repeat: false })
}

const work = {
  fill: (range: { first: string; count: number }) => fillTimelines(redis, range),
  fillCeiling: (range: { prefix: string; count: number }) => fillCeiling(redis, range),
  countPosts: (range: { first: string; count: number; posts: string[] }) => countPosts(redis, range),
  countAppends: (range: { first: string; count: number; posts: number }) => countAppends(redis, range),

  /** Registers every tenth reader as connected to one of these gateways. */
  async connect({ first, count, gateways }: { first: string; count: number; gateways: string[] }): Promise<void> {
    for (let n = 0; n < count; n += 10) {
      const reader = BigInt(first) + BigInt(n)
      await redis.hset(onlineKey(bucketOf(reader)), String(reader), gateways[(n / 10) % gateways.length] ?? '')
    }
  },

  channels: (gateways: string[]) =>
    gateways.flatMap((gateway) => allBuckets().map((bucket) => gatewayChannel(bucket, gateway))),

  /** Fans these posts out with the product's function, `atOnce` at a time. */
  async fanOut({ posts, atOnce }: { posts: number[]; atOnce: number }): Promise<void> {
    const left = [...posts]
    const worker = async () => {
      for (let post = left.shift(); post !== undefined; post = left.shift()) await fanOut(post)
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  },

  fanOutOnSchedule: (schedule: Schedule) => onSchedule(schedule, fanOut),
}

export type FanOut = typeof work

await startRedis()
answer(work)
