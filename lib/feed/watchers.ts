import type { Redis } from 'ioredis'
import { redisTime } from '@/lib/delivery/deliver'
import { bucketOf, byBucket, viewingKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'

const script = loadScript('lib/feed/watchers.lua')

/** Milliseconds for which a browser counts as showing a post; it says so again every minute. */
const VIEW_LIVES = 120_000

/** One browser of one person. */
type Browser = { userId: bigint; connectionId: string }

/** Notes which posts a browser shows, or shows no longer. Repeatable; one round trip. */
export async function noteViewing(
  redis: Redis,
  { userId, connectionId }: Browser,
  { postIds, visible }: { postIds: bigint[]; visible: boolean },
): Promise<void> {
  const args = [`${userId}:${connectionId}`, visible ? VIEW_LIVES : 0]
  await Promise.all(
    [...byBucket(postIds)].map(([bucket, ids]) =>
      runScript(redis, script, { keys: ids.map((id) => viewingKey(bucket, id)), args }),
    ),
  )
}

/** The people whose browsers show a post now. Whether they may see it, somebody else must ask. */
export async function viewersOf(redis: Redis, postId: bigint): Promise<Set<bigint>> {
  const now = await redisTime(redis)
  const browsers = await redis.zrangebyscore(viewingKey(bucketOf(postId), postId), `(${now}`, '+inf')
  return new Set(browsers.map(ownerOf))
}

const ownerOf = (browser: string) => BigInt(browser.slice(0, browser.indexOf(':')))

/** These people do not count as showing a post any more; a browser of one who may see it again says so again. */
export async function forgetViewers(redis: Redis, postId: bigint, userIds: Set<bigint>): Promise<void> {
  if (userIds.size === 0) return
  const key = viewingKey(bucketOf(postId), postId)
  const browsers = await redis.zrange(key, '0', '-1')
  const theirs = browsers.filter((browser) => userIds.has(ownerOf(browser)))
  if (theirs.length > 0) await redis.zrem(key, ...theirs)
}
