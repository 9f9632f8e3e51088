import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import { env } from '@/lib/process/env'
import { allBuckets, bucketOf } from '@/lib/redis/buckets'
import { redis } from '@/lib/redis/client'
import { gatewayChannel, gatewayKey, onlineKey } from '@/lib/redis/keys'

type Somebody = { id: bigint }

/** Says that these gateways hold connections of somebody. */
export async function holdConnections(of: Somebody, ...gateways: string[]): Promise<void> {
  await redis.hset(onlineKey(bucketOf(of.id)), String(of.id), gateways.join(','))
}

export const gatewaysOf = (somebody: Somebody) => redis.hget(onlineKey(bucketOf(somebody.id)), String(somebody.id))

/** Listens on a gateway's channel as a stream process does, with a lease. Returns what it has heard so far. */
export async function listenAs(gateway: string): Promise<{ kind: string; users: string[]; body: string }[]> {
  const heard: { kind: string; users: string[]; body: string }[] = []
  const subscriber = new Redis(env.REDIS_URL)
  onTestFinished(() => subscriber.disconnect())
  subscriber.on('message', (_channel, message: string) => {
    const [kind = '', users = '', ...body] = message.split('\n')
    heard.push({ kind, users: users.split(' '), body: body.join('\n') })
  })
  await subscriber.subscribe(...allBuckets().map((bucket) => gatewayChannel(bucket, gateway)))
  await redis.set(gatewayKey(gateway), '1', 'EX', 60)
  return heard
}
