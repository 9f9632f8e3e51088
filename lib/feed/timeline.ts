import { bucketOf } from '@/lib/redis/buckets'
import { requireRedis } from '@/lib/redis/client'
import { generationOf } from '@/lib/redis/generation'
import { homeKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'

/**
 * Seconds after which a timeline expires that nobody has read and no stream has used. Until then fan-out appends to it.
 */
export const TIMELINE_TTL = 14 * 24 * 3600

/**
 * The ids of a reader's newest posts in order of arrival. It is complete above the id `floor`; at or below it, posts are read
 * from PostgreSQL. The position of `ids[i]` is `base + 1 + i`.
 */
export type Timeline = { epoch: string; base: number; floor: bigint; ids: string[] }

const readScript = loadScript('lib/feed/read-timeline.lua')

/**
 * Reads a timeline and extends its TTL. Null when there is none, when it is being built, or when it is of another generation.
 * Throws `redis_away`.
 */
export async function readTimeline(userId: bigint): Promise<Timeline | null> {
  const keys = [homeKey(userId)]
  const [generation, [header, ids]] = await requireRedis(
    async (redis): Promise<[string, [string | null, string]]> => [
      await generationOf(redis, bucketOf(userId)),
      await runScript(redis, readScript, { keys, args: [TIMELINE_TTL] }),
    ],
  )
  const parsed = parseHeader(header, generation)
  return parsed && { ...parsed, ids: ids === '' ? [] : ids.split(' ') }
}

/** Reads `<epoch>:<base>:<floor>`; null for a header that does not belong to a finished timeline of this generation. */
export function parseHeader(header: string | null, generation: string): Omit<Timeline, 'ids'> | null {
  if (!header?.startsWith(`${generation}-`)) return null
  const [epoch = '', base = '', floor = ''] = header.split(':')
  if (!/^\d+$/.test(floor)) return null
  return { epoch, base: Number(base), floor: BigInt(floor) }
}

/** A position in a timeline, as browsers keep it: `<epoch>:<offset>`. */
export type Position = { epoch: string; offset: number }

export function formatPosition({ epoch, offset }: Position): string {
  return `${epoch}:${offset}`
}

/** Null for text that is not in the form of our positions. */
export function parsePosition(text: string): Position | null {
  const match = /^(\d+-[a-z0-9]+):(\d{1,15})$/.exec(text)
  return match?.[1] && match[2] ? { epoch: match[1], offset: Number(match[2]) } : null
}

/** The offset of the newest id. */
export function topOf({ base, ids }: Timeline): number {
  return base + ids.length
}
