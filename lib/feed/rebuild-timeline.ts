import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Slots } from '@/lib/async/semaphore'
import { query } from '@/lib/postgres/db'
import { metrics } from '@/lib/process/metrics'
import { once } from '@/lib/process/once'
import { bucketOf } from '@/lib/redis/buckets'
import { ask, askRedis } from '@/lib/redis/client'
import { generationOf, refreshGeneration } from '@/lib/redis/generation'
import { generationKey, homeKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import { PULL_IDS } from './feed-sql'
import { readTimeline, TIMELINE_TTL, type Timeline } from './timeline'

const beginScript = loadScript('lib/feed/begin-rebuild.lua')
const finishScript = loadScript('lib/feed/finish-rebuild.lua')
const giveUpScript = loadScript('lib/feed/give-up-rebuild.lua')

/** How many ids a rebuild reads. Older pages come from SQL anyway. */
const WINDOW = 200
/**
 * Seconds after which a dead builder's claim lapses; so does that of one who lost Redis before they could finish or give up.
 * Until then the reader has no timeline, and their streams nothing live.
 */
const CLAIM = 10
/** Timelines that a process builds at once; each is one query of some milliseconds. */
const AT_ONCE = 8
/** How often to start over when a graph change comes between. */
const TRIES = 3
/** Milliseconds: how long to wait for another builder, and how often to look meanwhile. */
const PATIENCE = 2000
const LOOK_EVERY = 50

const builds = once('timeline-builds', () => new Slots(AT_ONCE))

/**
 * The timeline of a reader, built from PostgreSQL when there is none. Loses no post that is fanned out meanwhile, and
 * survives a second builder and a dead one. Null when it cannot be had now; then SQL answers. Throws `redis_away`.
 */
export async function buildTimeline(userId: bigint): Promise<Timeline | null> {
  const patience = Date.now() + PATIENCE
  for (let tries = 0; tries <= TRIES; ) {
    const timeline = await readTimeline(userId)
    if (timeline) return timeline
    // Claiming only when it is our turn: a claim must not lapse while its builder waits in line.
    if ((await builds.run(() => tryToBuild(userId))) !== 'building') tries++
    else if (Date.now() > patience) break
    // Claiming is tried again each time: the other builder may be gone, and then it is ours to build.
    else await pause(LOOK_EVERY)
  }
  metrics.timelineRebuilds.inc({ result: 'given_up' })
  return null
}

/** `building` when somebody else is at it. */
async function tryToBuild(userId: bigint): Promise<string> {
  const bucket = bucketOf(userId)
  const generation = await ask((redis) => generationOf(redis, bucket))
  const token = randomBytes(6).toString('hex')
  const keys = [homeKey(userId), generationKey(bucket)]
  const args = [generation, `${generation}-${randomBytes(4).toString('hex')}`, token, CLAIM]
  const answer = await ask((redis) => runScript<string>(redis, beginScript, { keys, args }))
  if (answer === 'generation') await ask((redis) => refreshGeneration(redis, bucket))
  if (answer === 'begun') await fill(userId, token)
  return answer
}

/** Reads from the primary, after the claim: what commits later is appended by its fan-out. */
async function fill(userId: bigint, token: string): Promise<void> {
  const keys = [homeKey(userId)]
  try {
    const rows = await query<{ id: bigint }>(PULL_IDS, [userId, null, WINDOW, null])
    const floor = rows.length < WINDOW ? 0n : (rows.at(-1)?.id ?? 0n)
    const ids = rows.map((row) => row.id).reverse()
    const args = [token, floor, TIMELINE_TTL, ...ids]
    const kept = await ask((redis) => runScript<number>(redis, finishScript, { keys, args }))
    if (kept === 1) metrics.timelineRebuilds.inc({ result: 'built' })
  } catch (error) {
    // Nobody shall wait for a builder that has given up.
    await askRedis((redis) => runScript(redis, giveUpScript, { keys, args: [token] }), null)
    throw error
  }
}
