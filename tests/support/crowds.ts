import { bucketOf } from '@/lib/redis/buckets'
import { redis } from '@/lib/redis/client'
import { generationOf } from '@/lib/redis/generation'
import { homeKey } from '@/lib/redis/keys'
import { query } from './query'

/** Very many followers of somebody at once, as rows only. Their ids in order. */
export async function crowdOf(followee: { id: bigint }, size: number): Promise<bigint[]> {
  const rows = await query<{ id: bigint }>(
    `WITH crowd AS (
       INSERT INTO "User" (handle, name, email)
       SELECT 'crowd_' || $1 || '_' || n, 'One of many', 'crowd_' || $1 || '_' || n || '@example.com' FROM generate_series(1, $2::int) n
       RETURNING id),
     following AS (INSERT INTO "Follow" ("followerId", "followeeId") SELECT id, $1::bigint FROM crowd)
     SELECT id FROM crowd ORDER BY id`,
    [followee.id, size],
  )
  return rows.map(({ id }) => id)
}

/** Gives each of these a timeline without posts. */
export async function putTimelines(userIds: bigint[]): Promise<void> {
  const pipeline = redis.pipeline()
  for (const id of userIds) pipeline.rpush(homeKey(id), `${await generationOf(redis, bucketOf(id))}-crowd:1000:0`)
  await pipeline.exec()
}

/** How often a post stands in each of these timelines, as counts of people: `{1: 2300}` is everybody once. */
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
