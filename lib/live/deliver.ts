import type { Redis } from 'ioredis'
import { byBucket, gatewayChannel, onlineKey } from '@/lib/redis-keys'
import { loadScript, runScript } from '@/lib/redis-scripts'

const script = loadScript('lib/live/deliver.lua')

/** Lua can unpack some thousand values at once; a thousand keeps each run of the script short. */
const USERS_PER_RUN = 1000

/**
 * What a gateway is told. `event`: write this text to the streams of these users; `reset`: their timelines are gone, make
 * new ones (body: the reason); `end`: end the streams of these sessions (body: their ids).
 */
export type Delivery = { kind: 'event' | 'reset' | 'end'; body: string }

/**
 * Sends one frame to the open streams of these users, through the gateways that hold them. Frames are shared by their
 * readers, so they must carry nothing that depends on one of them. Nothing waits for a reader, and a lost frame is found
 * by the gateways' position check.
 */
export async function deliver(redis: Redis, userIds: bigint[], { kind, body }: Delivery): Promise<void> {
  for (const [bucket, members] of byBucket(userIds)) {
    for (let at = 0; at < members.length; at += USERS_PER_RUN) {
      const args = [gatewayChannel(bucket, ''), kind, body, ...members.slice(at, at + USERS_PER_RUN)]
      await runScript(redis, script, { keys: [onlineKey(bucket)], args })
    }
  }
}
