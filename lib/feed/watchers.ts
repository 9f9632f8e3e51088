import type { Redis } from 'ioredis'
import { deliver, redisTime } from '@/lib/delivery/deliver'
import { query } from '@/lib/postgres/query'
import { bigint, statement } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import { batchByBucket } from '@/lib/redis/buckets'
import { tryRedis } from '@/lib/redis/client'
import { formerWatchersKey, watchersKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import type { Viewer } from '@/lib/session/viewer'
import { LIMITS } from '@/lib/shared/limits'
import type { View } from '@/lib/shared/schemas'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { goneFrame } from './current-post'

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
 * delivered to it for two minutes, whether or not the viewer follows their authors. For posts that the viewer may not see,
 * the stream says that they are gone: the page may be older than that. A browser that had such a post on screen before stays
 * its watcher, and gets it when the viewer may see it again. Without Redis nothing is stored, and the answer is the same: a
 * report is a hint. Throws `not_found` for what cannot be a connection.
 */
export async function reportView(viewer: Viewer, connectionId: string, { postIds, visible }: View): Promise<void> {
  if (!CONNECTION_ID.test(connectionId)) throw new AppError('not_found', 'There is no such stream.')
  const browser = `${viewer.id}:${connectionId}`
  if (!visible) {
    await tryRedis((redis) => write(redis, postIds, { browser, shows: 'nothing' }), null)
    return
  }
  // Stored before it is read what is visible: a post that is narrowed between the two finds the watcher.
  const known = await tryRedis((redis) => write(redis, postIds, { browser, shows: 'posts' }), null)
  if (!known) return
  const seen = await visibleOf(viewer, postIds)
  const hidden = postIds.filter((id) => !seen.has(id))
  if (hidden.length === 0) return
  await tryRedis(async (redis) => {
    await write(
      redis,
      hidden.filter((id) => known.has(id)),
      { browser, shows: 'hidden' },
    )
    await write(
      redis,
      hidden.filter((id) => !known.has(id)),
      { browser, shows: 'nothing' },
    )
    await deliver(redis, [viewer.id], { kind: 'event', body: hidden.map(goneFrame).join('') })
  }, null)
}

async function visibleOf(viewer: Viewer, postIds: bigint[]): Promise<Set<bigint>> {
  if (postIds.length === 0) return new Set()
  return new Set((await query(VISIBLE, [postIds, viewer.id])).map(({ id }) => id))
}

type Report = { browser: string; shows: 'posts' | 'hidden' | 'nothing' }

/** Returns the posts that the browser has shown before. */
async function write(redis: Redis, postIds: bigint[], { browser, shows }: Report): Promise<Set<bigint>> {
  const known = await Promise.all(
    batchByBucket(postIds, LIMITS.view).map(async ({ ids }) => {
      const keys = ids.flatMap((id) => [watchersKey(id), formerWatchersKey(id)])
      const before = await runScript<number[]>(redis, script, { keys, args: [browser, REPORT_HOLDS, shows] })
      return ids.filter((_, at) => before[at] === 1)
    }),
  )
  return new Set(known.flat())
}

/** The people who have a post on screen now. Some of them may not be allowed to see it any more. */
export const readWatchers = (redis: Redis, postId: bigint) => readPeople(redis, watchersKey(postId))

/** The people who had a post on screen until it vanished, and still have its page open. */
export const readFormerWatchers = (redis: Redis, postId: bigint) => readPeople(redis, formerWatchersKey(postId))

async function readPeople(redis: Redis, key: string): Promise<Set<bigint>> {
  const now = await redisTime(redis)
  const browsers = await redis.zrangebyscore(key, `(${now}`, '+inf')
  return new Set(browsers.map(personOf))
}

/** The people for whom a repeat is, or all. */
export function onlyOf(people: Set<bigint>, only: ((userId: bigint) => boolean) | undefined): Set<bigint> {
  return only ? new Set([...people].filter(only)) : people
}

const personOf = (browser: string) => BigInt(browser.slice(0, browser.indexOf(':')))

/**
 * Makes people former watchers of a post. They are watchers again when they may see it and report it again. A browser that
 * reports it at the same moment may be removed from both: it reports again within a minute.
 */
export async function retireWatchers(redis: Redis, postId: bigint, userIds: Set<bigint>): Promise<void> {
  if (userIds.size === 0) return
  const [from, to] = [watchersKey(postId), formerWatchersKey(postId)]
  const entries = await redis.zrange(from, '0', '-1', 'WITHSCORES')
  for (let at = 0; at < entries.length; at += 2) {
    const [browser = '', until = ''] = entries.slice(at, at + 2)
    if (!userIds.has(personOf(browser))) continue
    await redis.multi().zrem(from, browser).zadd(to, until, browser).pexpire(to, REPORT_HOLDS).exec()
  }
}
