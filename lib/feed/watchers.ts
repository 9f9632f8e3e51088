import type { Redis } from 'ioredis'
import { redisTime } from '@/lib/delivery/deliver'
import { query } from '@/lib/postgres/query'
import { bigint, statement } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import { batchByBucket } from '@/lib/redis/buckets'
import { tryRedis } from '@/lib/redis/client'
import { watchersKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import type { Viewer } from '@/lib/session/viewer'
import { LIMITS } from '@/lib/shared/limits'
import type { View } from '@/lib/shared/schemas'
import { visiblePost } from '@/lib/visibility/post-visibility'

const script = loadScript('lib/feed/watchers.lua')

/** Milliseconds for which a browser counts as showing a post. It reports again every minute. */
const REPORT_HOLDS = 120_000
/** The form of connection ids, as the stream makes them. */
const CONNECTION_ID = /^[A-Za-z0-9_-]{12}$/

/** $1 the posts, $2 the viewer. */
const VISIBLE = statement(
  'visible-of-these-posts',
  { id: bigint() },
  `SELECT p.id FROM "Post" p WHERE p.id = ANY ($1::bigint[]) AND ${visiblePost('p', '$2::bigint')}`,
)

/**
 * Stores that a browser of the viewer has these posts on screen, or has them no longer. Changes of the posts are then
 * delivered to it for two minutes, whether or not the viewer follows their authors. Posts that the viewer may not see
 * are left out. Without Redis nothing is stored, and the answer is the same: a report is a hint. Throws `not_found` for
 * what cannot be a connection.
 */
export async function reportView(viewer: Viewer, connectionId: string, { postIds, visible }: View): Promise<void> {
  if (!CONNECTION_ID.test(connectionId)) throw new AppError('not_found', 'There is no such stream.')
  const reported = visible ? await visibleOf(viewer, postIds) : postIds
  if (reported.length === 0) return
  const browser = `${viewer.id}:${connectionId}`
  await tryRedis((redis) => write(redis, browser, { postIds: reported, visible }), null)
}

async function visibleOf(viewer: Viewer, postIds: bigint[]): Promise<bigint[]> {
  return (await query(VISIBLE, [postIds, viewer.id])).map(({ id }) => id)
}

async function write(redis: Redis, browser: string, { postIds, visible }: View): Promise<void> {
  const args = [browser, visible ? REPORT_HOLDS : 0]
  await Promise.all(
    batchByBucket(postIds, LIMITS.view).map(({ ids }) =>
      runScript(redis, script, { keys: ids.map(watchersKey), args }),
    ),
  )
}

/** The people who have a post on screen now. Some of them may not be allowed to see it any more. */
export async function readWatchers(redis: Redis, postId: bigint): Promise<Set<bigint>> {
  const now = await redisTime(redis)
  const browsers = await redis.zrangebyscore(watchersKey(postId), `(${now}`, '+inf')
  return new Set(browsers.map(personOf))
}

const personOf = (browser: string) => BigInt(browser.slice(0, browser.indexOf(':')))

/** Removes people from the watchers of a post. They are watchers again when they may see it and report it again. */
export async function removeWatchers(redis: Redis, postId: bigint, userIds: Set<bigint>): Promise<void> {
  if (userIds.size === 0) return
  const key = watchersKey(postId)
  const browsers = await redis.zrange(key, '0', '-1')
  const theirs = browsers.filter((browser) => userIds.has(personOf(browser)))
  if (theirs.length > 0) await redis.zrem(key, ...theirs)
}
