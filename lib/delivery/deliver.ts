import type { Redis } from 'ioredis'
import { batchByBucket } from '@/lib/redis/buckets'
import { channelPrefix, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import type { Delivery } from './message'

const script = loadScript('lib/delivery/deliver.lua')
const eachScript = loadScript('lib/delivery/deliver-each.lua')

/** Lua can unpack some thousand values at once; a thousand keeps each run of the script short. */
const USERS_PER_RUN = 1000

/** Milliseconds for which facts that decide who may see something are valid: a block or a deletion is in force after this. */
export const FACTS_HOLD = 1000

/** The clock that all processes share: milliseconds on the Redis server. Read it before the facts. */
export async function redisTime(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time()
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
}

/**
 * Delivers one frame to the open streams of these users, through the gateways that hold them. All readers get the same
 * frame, so it must contain nothing that depends on one of them. Does not wait for readers. A gateway that may have missed it
 * finds the change in the outbox. With `readAt` (Redis time) returns false, and delivers no more, when the facts of that time
 * have become too old: read them again.
 */
export async function deliver(
  redis: Redis,
  userIds: bigint[],
  { kind, body }: Delivery,
  readAt?: number,
): Promise<boolean> {
  for (const { bucket, ids } of batchByBucket(userIds, USERS_PER_RUN)) {
    const args = [channelPrefix(bucket), kind, body, readAt ?? '', FACTS_HOLD, ...ids]
    const delivered = await runScript<number>(redis, script, { keys: [onlineKey(bucket)], args })
    if (delivered === 0) return false
  }
  return true
}

/** A frame for one person only; `body` as the message kind wants it. */
export type OwnFrame = { userId: bigint; body: string }

/** Fewer than above, because a run carries a text for each. */
const OWN_PER_RUN = 100

/**
 * Delivers to each of these people a frame of their own, a hundred per round trip. Returns false, and delivers no more, when
 * the facts of `readAt` (Redis time) have become too old.
 */
export async function deliverEach(
  redis: Redis,
  frames: OwnFrame[],
  kind: 'bell' | 'event',
  readAt: number,
): Promise<boolean> {
  const bodies = new Map(frames.map(({ userId, body }) => [userId, body]))
  for (const { bucket, ids } of batchByBucket([...bodies.keys()], OWN_PER_RUN)) {
    const pairs = ids.flatMap((userId) => [userId, bodies.get(userId) ?? ''])
    const args = [channelPrefix(bucket), kind, readAt, FACTS_HOLD, ...pairs]
    const delivered = await runScript<number>(redis, eachScript, { keys: [onlineKey(bucket)], args })
    if (delivered === 0) return false
  }
  return true
}

/** Those of these people who have a stream open on some gateway. A frame for anybody else would reach no screen. */
export async function whoIsOnline(redis: Redis, userIds: bigint[]): Promise<bigint[]> {
  const online: bigint[] = []
  for (const { bucket, ids } of batchByBucket(userIds, USERS_PER_RUN)) {
    const gateways = await redis.hmget(onlineKey(bucket), ...ids.map(String))
    online.push(...ids.filter((_, index) => gateways[index]))
  }
  return online
}
