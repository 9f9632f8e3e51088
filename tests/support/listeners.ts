import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import { type Message, readMessage } from '@/lib/delivery/message'
import { env } from '@/lib/process/env'
import { allBuckets, bucketOf } from '@/lib/redis/buckets'
import { redis } from '@/lib/redis/client'
import { everyoneChannel, gatewayChannel, gatewayKey, onlineKey } from '@/lib/redis/keys'

type Somebody = { id: bigint }

/** Says that these gateways hold connections of somebody. */
export async function holdConnections(of: Somebody, ...gateways: string[]): Promise<void> {
  await redis.hset(onlineKey(bucketOf(of.id)), String(of.id), gateways.join(','))
}

/** Removes what says where somebody is connected, as a flush does: what is published does not reach them. */
export async function loseConnections(of: Somebody): Promise<void> {
  await redis.hdel(onlineKey(bucketOf(of.id)), String(of.id))
}

export const gatewaysOf = (somebody: Somebody) => redis.hget(onlineKey(bucketOf(somebody.id)), String(somebody.id))

/**
 * Subscribes to a gateway's channel as a stream process does, with a lease. Returns the messages so far; null: not
 * readable.
 */
export async function listenAs(gateway: string): Promise<(Message | null)[]> {
  const messages: (Message | null)[] = []
  const subscriber = new Redis(env.REDIS_URL)
  onTestFinished(() => subscriber.disconnect())
  subscriber.on('message', (_channel, text: string) => messages.push(readMessage(text)))
  await subscriber.subscribe(everyoneChannel, ...allBuckets().map((bucket) => gatewayChannel(bucket, gateway)))
  await redis.set(gatewayKey(gateway), '1', 'EX', 60)
  return messages
}
