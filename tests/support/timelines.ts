import { bucketOf } from '@/lib/redis/buckets'
import { redis } from '@/lib/redis/client'
import { generationOf } from '@/lib/redis/generation'
import { homeKey } from '@/lib/redis/keys'

type Somebody = { id: bigint }

export const homeOf = ({ id }: Somebody) => homeKey(id)

/** A timeline as it lies in Redis: its header in parts, and its ids. Null when there is none. */
export async function rawTimeline(reader: Somebody) {
  const [header, ...ids] = await redis.lrange(homeOf(reader), 0, -1)
  if (header === undefined) return null
  const [epoch = '', base = '', floor = ''] = header.split(':')
  return { header, epoch, base: Number(base), floor, ids, top: Number(base) + ids.length }
}

/** Puts a timeline of the present generation there, whatever was there before. */
export async function putTimeline(
  reader: Somebody,
  { ids, base = 1000, floor = 0n, epoch = 'made' }: { ids: bigint[]; base?: number; floor?: bigint; epoch?: string },
): Promise<string> {
  const generation = await generationOf(redis, bucketOf(reader.id))
  const key = homeOf(reader)
  await redis.del(key)
  await redis.rpush(key, `${generation}-${epoch}:${base}:${floor}`, ...ids.map(String))
  return `${generation}-${epoch}`
}
