import type { Redis } from 'ioredis'
import { once } from '@/lib/process/once'
import { redis as commands } from './client'
import { generationKey, runKey } from './keys'
import { loadScript, runScript } from './scripts'

const script = loadScript('lib/redis/generation.lua')

/** Seconds. Longer than any timeline is kept. */
const TTL = 30 * 24 * 3600

/** Bucket -> generation, as read through the current connection. */
const known = once('redis-generations', () => {
  const generations = new Map<number, string>()
  // A new connection may lead to another server, or to the same one with other contents.
  for (const event of ['close', 'ready']) commands.on(event, () => generations.clear())
  return generations
})

/**
 * The present generation of a bucket. It is remembered while the connection lasts: scripts compare it with the one in Redis
 * and refuse when it is over.
 */
export async function generationOf(redis: Redis, bucket: number): Promise<string> {
  return known.get(bucket) ?? (await refreshGeneration(redis, bucket))
}

/** Reads the generation again: after a script has refused the remembered one, or a gateway's lease was lost. */
export async function refreshGeneration(redis: Redis, bucket: number): Promise<string> {
  const runId = (await redis.info('server')).match(/run_id:(\w+)/)?.[1] ?? 'unknown'
  const generation = await runScript<string>(redis, script, {
    keys: [runKey(bucket), generationKey(bucket)],
    args: [runId, TTL],
  })
  known.set(bucket, generation)
  return generation
}
