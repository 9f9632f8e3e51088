import type { Redis } from 'ioredis'
import { allBuckets } from '@/lib/redis/buckets'
import { gatewayKey, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'

const script = loadScript('lib/delivery/leave-gateway.lua')
const STEP = 500

/** Removes gateways that nobody listens for and whose lease has ended: they died without saying so. */
export async function forgetGateways(redis: Redis, gatewayIds: string[]): Promise<void> {
  for (const gatewayId of gatewayIds) {
    if ((await redis.exists(gatewayKey(gatewayId))) === 1) continue
    for (const bucket of allBuckets()) await forgetIn(redis, bucket, gatewayId)
  }
}

async function forgetIn(redis: Redis, bucket: number, gatewayId: string): Promise<void> {
  let cursor = '0'
  do {
    const [next, entries] = await redis.hscan(onlineKey(bucket), cursor, 'COUNT', STEP)
    const users = entries.filter((_, index) => index % 2 === 0 && entries[index + 1]?.includes(gatewayId))
    if (users.length > 0) await runScript(redis, script, { keys: [onlineKey(bucket)], args: [gatewayId, ...users] })
    cursor = next
  } while (cursor !== '0')
}
