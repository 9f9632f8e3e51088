import { parseHeader, TIMELINE_TTL } from '@/lib/feed/timeline'
import { ask } from '@/lib/redis/client'
import { byBucket, gatewayKey, generationKey, homeKey, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'

const positionsScript = loadScript('lib/live/positions.lua')
const leaveScript = loadScript('lib/delivery/deregister.lua')

/** Seconds: the lease of a gateway, and how long the hash of who is online outlives its last writer. */
const LEASE = 15
const ONLINE_TTL = 3600
const USERS_PER_RUN = 500

/** Where a user's timeline stands in Redis; `header` is empty when there is none. */
export type Standing = { userId: bigint; generation: string; header: string; length: number }

/** Where a finished timeline ends; `top` is the position of its last id. */
export type End = { epoch: string; top: number }

/** Null unless there is a finished timeline of the present generation. */
export function endOf({ header, length, generation }: Standing): End | null {
  const parsed = parseHeader(header, generation)
  return parsed && { epoch: parsed.epoch, top: parsed.base + length - 1 }
}

/**
 * Puts this gateway into the sets of these users, keeps their timelines alive and reads where they stand. From then on
 * whatever is appended for them is published to this gateway. Repeatable. Throws `redis_away`.
 */
export async function joinAndRead(gatewayId: string, userIds: bigint[]): Promise<Standing[]> {
  const standings: Standing[] = []
  for (const [bucket, members] of byBucket(userIds)) {
    for (let at = 0; at < members.length; at += USERS_PER_RUN) {
      standings.push(...(await readChunk(gatewayId, bucket, members.slice(at, at + USERS_PER_RUN))))
    }
  }
  return standings
}

async function readChunk(gatewayId: string, bucket: number, users: bigint[]): Promise<Standing[]> {
  const [generation, ...flat] = await ask((commands) =>
    runScript<[string, ...(string | number)[]]>(commands, positionsScript, {
      keys: [onlineKey(bucket), generationKey(bucket)],
      args: [homeKey(bucket, ''), TIMELINE_TTL, gatewayId, ONLINE_TTL, ...users],
    }),
  )
  return users.map((userId, index) => ({
    userId,
    generation,
    header: String(flat[2 * index] ?? ''),
    length: Number(flat[2 * index + 1] ?? 0),
  }))
}

/** Takes this gateway out of these users' sets. What cannot be told now, publishers find out by themselves. */
export async function leave(gatewayId: string, userIds: bigint[]): Promise<void> {
  for (const [bucket, members] of byBucket(userIds)) {
    for (let at = 0; at < members.length; at += USERS_PER_RUN) {
      const args = [gatewayId, ...members.slice(at, at + USERS_PER_RUN)]
      await ask((commands) => runScript(commands, leaveScript, { keys: [onlineKey(bucket)], args })).catch(
        () => undefined,
      )
    }
  }
}

/** Renews the lease. False when it had run out (or Redis was emptied): then others may have forgotten this gateway. */
export async function renewLease(gatewayId: string): Promise<boolean> {
  const before = await ask((commands) => commands.set(gatewayKey(gatewayId), '1', 'EX', LEASE, 'GET'))
  return before !== null
}

/** Gives the lease back, so that what is published for this gateway is known to be lost at once. */
export async function giveUpLease(gatewayId: string): Promise<void> {
  await ask((commands) => commands.del(gatewayKey(gatewayId))).catch(() => undefined)
}
