import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pLimit from 'p-limit'
import { query } from '@/lib/postgres/query'
import { metrics } from '@/lib/process/metrics'
import { once } from '@/lib/process/once'
import { bucketOf } from '@/lib/redis/buckets'
import { requireRedis, tryRedis } from '@/lib/redis/client'
import { generationOf, refreshGeneration } from '@/lib/redis/generation'
import { generationKey, homeKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import { PULL_IDS } from './feed-sql'
import { readTimeline, TIMELINE_TTL, type Timeline } from './timeline'

const beginScript = loadScript('lib/feed/begin-rebuild.lua')
const finishScript = loadScript('lib/feed/finish-rebuild.lua')
const giveUpScript = loadScript('lib/feed/give-up-rebuild.lua')

/** How many ids a rebuild reads. Older pages are read from PostgreSQL. */
const IDS_PER_BUILD = 200
/**
 * Seconds after which a claim ends by itself, because its builder died, or lost Redis before it could finish or give
 * up. Until then the reader has no timeline, and their streams get nothing live.
 */
const CLAIM_TTL = 10
/** How many timelines one process builds at once. Each is one query of some milliseconds. */
const BUILDS_AT_ONCE = 8
/** How many times a build starts over when a change of the graph has dropped its claim. */
const RESTARTS = 3
/** Milliseconds: how long to wait for another builder, and the time between two tries meanwhile. */
const WAIT_AT_MOST = 2000
const TRY_EVERY = 50

const limit = once('timeline-builds', () => pLimit(BUILDS_AT_ONCE))

/**
 * The timeline of a reader, built from PostgreSQL when there is none. No post is lost that is fanned out meanwhile. Only one
 * builder has the claim; another waits for it, or takes over when it has died. Null when there is no timeline after that:
 * then the feed is read from PostgreSQL. Throws `redis_away`.
 */
export async function buildTimeline(userId: bigint): Promise<Timeline | null> {
  const deadline = performance.now() + WAIT_AT_MOST
  for (let tries = 0; tries <= RESTARTS; ) {
    const timeline = await readTimeline(userId)
    if (timeline) return timeline
    // The claim is made only when the build may begin: a claim must not end while its builder waits for other builds.
    if ((await limit(() => tryToBuild(userId))) !== 'building') tries++
    else if (performance.now() > deadline) break
    // Each round tries to claim it again, because the other builder may have died.
    else await pause(TRY_EVERY)
  }
  metrics.timelineRebuilds.inc({ result: 'given_up' })
  return null
}

/** Claims the timeline and builds it. Returns what the claim was answered: `building` when another builder has it. */
async function tryToBuild(userId: bigint): Promise<string> {
  const bucket = bucketOf(userId)
  const generation = await requireRedis((redis) => generationOf(redis, bucket))
  const token = randomBytes(6).toString('hex')
  const keys = [homeKey(userId), generationKey(bucket)]
  const epoch = `${generation}-${randomBytes(4).toString('hex')}`
  const args = [generation, epoch, token, CLAIM_TTL]
  const answer = await requireRedis((redis) => runScript<string>(redis, beginScript, { keys, args }))
  if (answer === 'generation') await requireRedis((redis) => refreshGeneration(redis, bucket))
  if (answer === 'begun') await fill(userId, token)
  return answer
}

/** Reads the ids after the claim: a post that commits later is appended by its own fan-out. */
async function fill(userId: bigint, token: string): Promise<void> {
  const keys = [homeKey(userId)]
  try {
    const rows = await query(PULL_IDS, [userId, null, IDS_PER_BUILD, null])
    const floor = rows.length < IDS_PER_BUILD ? 0n : (rows.at(-1)?.id ?? 0n)
    const ids = rows.map((row) => row.id).reverse()
    const args = [token, floor, TIMELINE_TTL, ...ids]
    const kept = await requireRedis((redis) => runScript<number>(redis, finishScript, { keys, args }))
    if (kept === 1) metrics.timelineRebuilds.inc({ result: 'built' })
  } catch (error) {
    // Without this, readers would wait for the claim to end.
    await tryRedis((redis) => runScript(redis, giveUpScript, { keys, args: [token] }), null)
    throw error
  }
}
