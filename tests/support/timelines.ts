import { bucketOf } from '@/lib/redis/buckets'
import { redis } from '@/lib/redis/client'
import { generationOf } from '@/lib/redis/generation'
import { homeKey } from '@/lib/redis/keys'

type Somebody = { id: bigint }

export const homeOf = ({ id }: Somebody) => homeKey(id)

/** A timeline as stored in Redis: its header in parts, and its ids. Null when there is none. */
export async function rawTimeline(reader: Somebody) {
  const [header, ...ids] = await redis.lrange(homeOf(reader), 0, -1)
  if (header === undefined) return null
  const [epoch = '', base = '', floor = ''] = header.split(':')
  return { header, epoch, base: Number(base), floor, ids, top: Number(base) + ids.length }
}

/** Stores a timeline of the present generation, and replaces the one that was there. */
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

/** Gives each of these people a timeline without posts. */
export async function putTimelines(userIds: bigint[]): Promise<void> {
  const pipeline = redis.pipeline()
  for (const id of userIds) pipeline.rpush(homeKey(id), `${await generationOf(redis, bucketOf(id))}-crowd:1000:0`)
  await pipeline.exec()
}

/** How many people have a post so many times in their timeline: `{1: 2300}` says that 2300 people have it once. */
export async function timesInTimelines(userIds: bigint[], postId: bigint): Promise<Record<number, number>> {
  const pipeline = redis.pipeline()
  for (const id of userIds) pipeline.lrange(homeKey(id), 1, -1)
  const counts: Record<number, number> = {}
  for (const [, ids] of (await pipeline.exec()) ?? []) {
    const times = (ids as string[]).filter((id) => id === String(postId)).length
    counts[times] = (counts[times] ?? 0) + 1
  }
  return counts
}
