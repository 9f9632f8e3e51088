import { type Position, parseHeader, TIMELINE_TTL } from '@/lib/feed/timeline'
import { type Batch, batchByBucket } from '@/lib/redis/buckets'
import { requireRedis } from '@/lib/redis/client'
import { gatewayKey, generationKey, homePrefix, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'

const registerScript = loadScript('lib/live/register-and-read.lua')
const deregisterScript = loadScript('lib/delivery/deregister.lua')

/** Seconds: the lease of a gateway, and how long the hash of registrations exists after its last change. */
const LEASE = 15
const ONLINE_TTL = 3600
const USERS_PER_RUN = 500

/** The header and length of a user's timeline, read without its ids. `header` is empty when there is no timeline. */
export type TimelineHead = { userId: bigint; generation: string; header: string; length: number }

/** The position of the newest id. Null unless the timeline is finished and of the present generation. */
export function topOfHead({ header, length, generation }: TimelineHead): Position | null {
  const parsed = parseHeader(header, generation)
  return parsed && { epoch: parsed.epoch, offset: parsed.base + length - 1 }
}

/**
 * Registers this gateway for these users, keeps their timelines from expiring and reads their heads, in one script: whatever is
 * appended for them afterwards is published to this gateway. Idempotent. Throws `redis_away`.
 */
export async function registerAndRead(gatewayId: string, userIds: bigint[]): Promise<TimelineHead[]> {
  const heads: TimelineHead[] = []
  for (const batch of batchByBucket(userIds, USERS_PER_RUN)) heads.push(...(await registerBatch(gatewayId, batch)))
  return heads
}

async function registerBatch(gatewayId: string, { bucket, ids }: Batch): Promise<TimelineHead[]> {
  const [generation, ...flat] = await requireRedis((commands) =>
    runScript<[string, ...(string | number)[]]>(commands, registerScript, {
      keys: [onlineKey(bucket), generationKey(bucket)],
      args: [homePrefix(bucket), TIMELINE_TTL, gatewayId, ONLINE_TTL, ...ids],
    }),
  )
  return ids.map((userId, index) => ({
    userId,
    generation,
    header: String(flat[2 * index] ?? ''),
    length: Number(flat[2 * index + 1] ?? 0),
  }))
}

/** Removes the registration of this gateway for these users. Without Redis it stays, until a message for one of them arrives. */
export async function deregister(gatewayId: string, userIds: bigint[]): Promise<void> {
  for (const { bucket, ids } of batchByBucket(userIds, USERS_PER_RUN)) {
    const args = [gatewayId, ...ids]
    await requireRedis((commands) => runScript(commands, deregisterScript, { keys: [onlineKey(bucket)], args })).catch(
      () => undefined,
    )
  }
}

/** Renews the lease. False when it had run out or Redis was emptied: publishers may have removed this gateway's registrations. */
export async function renewLease(gatewayId: string): Promise<boolean> {
  const before = await requireRedis((commands) => commands.set(gatewayKey(gatewayId), '1', 'EX', LEASE, 'GET'))
  return before !== null
}

/** Ends the lease at once, so that publishers may remove this gateway. Without Redis it runs out by itself. */
export async function releaseLease(gatewayId: string): Promise<void> {
  await requireRedis((commands) => commands.del(gatewayKey(gatewayId))).catch(() => undefined)
}
