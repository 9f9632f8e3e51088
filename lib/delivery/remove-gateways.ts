import type { Redis } from 'ioredis'
import { allBuckets } from '@/lib/redis/buckets'
import { gatewayKey, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'

const script = loadScript('lib/delivery/deregister.lua')
const USERS_PER_STEP = 500

/**
 * Removes all registrations of gateways that crashed: nothing subscribes to their channel, and their lease has run out. A
 * gateway whose lease is valid is kept, because it may be about to subscribe again. Idempotent.
 */
export async function removeGateways(redis: Redis, gatewayIds: string[]): Promise<void> {
  for (const gatewayId of gatewayIds) {
    if ((await redis.exists(gatewayKey(gatewayId))) === 1) continue
    for (const bucket of allBuckets()) await removeFromBucket(redis, bucket, gatewayId)
  }
}

async function removeFromBucket(redis: Redis, bucket: number, gatewayId: string): Promise<void> {
  let cursor = '0'
  do {
    const [next, entries] = await redis.hscan(onlineKey(bucket), cursor, 'COUNT', USERS_PER_STEP)
    const users = entries.filter((_, index) => index % 2 === 0 && entries[index + 1]?.includes(gatewayId))
    if (users.length > 0) await runScript(redis, script, { keys: [onlineKey(bucket)], args: [gatewayId, ...users] })
    cursor = next
  } while (cursor !== '0')
}
