import type { Redis } from 'ioredis'
import { batchByBucket } from '@/lib/redis/buckets'
import { channelPrefix, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'

const script = loadScript('lib/delivery/deliver.lua')
const eachScript = loadScript('lib/delivery/deliver-each.lua')

/** Lua can unpack some thousand values at once; a thousand keeps each run of the script short. */
const USERS_PER_RUN = 1000

/**
 * What a gateway is told. `event`: write this text to the streams of these users; `reset`: their timelines are gone, make
 * new ones (body: the reason); `end`: end the streams of these sessions (body: their ids).
 */
export type Delivery = { kind: 'event' | 'reset' | 'end'; body: string }

/** Milliseconds for which a decision who may see something holds: a block or a deletion is in force after this. */
export const DECISION_HOLDS = 1000

/** The clock that all processes share: milliseconds on the Redis server. Take it before reading what is decided upon. */
export async function redisTime(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time()
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
}

/**
 * Sends one frame to the open streams of these users, through the gateways that hold them. Frames are shared by their
 * readers, so they must carry nothing that depends on one of them. Nothing waits for a reader, and a lost frame is found
 * by the gateways' position check. With `decidedAt` (Redis time) answers false, sending no more, once the decision has
 * grown too old: decide again.
 */
export async function deliver(
  redis: Redis,
  userIds: bigint[],
  { kind, body }: Delivery,
  decidedAt?: number,
): Promise<boolean> {
  for (const { bucket, ids } of batchByBucket(userIds, USERS_PER_RUN)) {
    const args = [channelPrefix(bucket), kind, body, decidedAt ?? '', DECISION_HOLDS, ...ids]
    const sent = await runScript<number>(redis, script, { keys: [onlineKey(bucket)], args })
    if (sent === 0) return false
  }
  return true
}

/** A frame that is for one person only. */
export type OwnFrame = { userId: bigint; body: string }

/** Frames of their own per run: each has a text to carry. */
const OWN_PER_RUN = 100

/**
 * Sends each of these people a frame of their own (kind `bell`: version, line feed, event text), in one round trip per
 * hundred. Answers false, sending no more, once what was decided at `decidedAt` (Redis time) has grown too old.
 */
export async function deliverEach(redis: Redis, frames: OwnFrame[], kind: 'bell', decidedAt: number): Promise<boolean> {
  const bodies = new Map(frames.map(({ userId, body }) => [userId, body]))
  for (const { bucket, ids } of batchByBucket([...bodies.keys()], OWN_PER_RUN)) {
    const pairs = ids.flatMap((userId) => [userId, bodies.get(userId) ?? ''])
    const args = [channelPrefix(bucket), kind, decidedAt, DECISION_HOLDS, ...pairs]
    const sent = await runScript<number>(redis, eachScript, { keys: [onlineKey(bucket)], args })
    if (sent === 0) return false
  }
  return true
}

/** Those of these people who have a stream open somewhere: composing a frame for anybody else would be for nothing. */
export async function whoIsOnline(redis: Redis, userIds: bigint[]): Promise<bigint[]> {
  const online: bigint[] = []
  for (const { bucket, ids } of batchByBucket(userIds, USERS_PER_RUN)) {
    const homes = await redis.hmget(onlineKey(bucket), ...ids.map(String))
    online.push(...ids.filter((_, index) => homes[index]))
  }
  return online
}
