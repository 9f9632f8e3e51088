import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { query } from '@/lib/db'
import { metrics } from '@/lib/metrics'
import { once } from '@/lib/process'
import { ask } from '@/lib/redis'
import { bucketOf, generationKey, homeKey } from '@/lib/redis-keys'
import { generationOf, refreshGeneration } from '@/lib/redis-life'
import { loadScript, runScript } from '@/lib/redis-scripts'
import { Slots } from '@/lib/slots'
import { PULL_IDS } from './readable'
import { readTimeline, TIMELINE_TTL, type Timeline } from './timeline'

const beginScript = loadScript('lib/feed/begin-rebuild.lua')
const finishScript = loadScript('lib/feed/finish-rebuild.lua')

/** How many ids a rebuild reads. Older pages come from SQL anyway. */
const WINDOW = 200
/** Seconds after which a dead builder's claim lapses. */
const CLAIM = 60
/** Timelines that a process builds at once; each is one query of some milliseconds. */
const AT_ONCE = 8
/** How often to start over when a graph change comes between, and how long (milliseconds) to wait for another builder. */
const TRIES = 3
const WAIT = 2000

const builds = once('timeline-builds', () => new Slots(AT_ONCE))

/**
 * The timeline of a reader, built from PostgreSQL when there is none. Loses no post that is fanned out meanwhile, and
 * survives a second builder and a dead one. Null when it cannot be had now; then SQL answers. Throws `redis_away`.
 */
export async function buildTimeline(userId: bigint): Promise<Timeline | null> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const timeline = (await readTimeline(userId)) ?? (await tryToBuild(userId))
    if (timeline) return timeline
  }
  metrics.timelineRebuilds.inc({ result: 'given_up' })
  return null
}

async function tryToBuild(userId: bigint): Promise<Timeline | null> {
  const bucket = bucketOf(userId)
  const generation = await ask((redis) => generationOf(redis, bucket))
  const token = randomBytes(6).toString('hex')
  const keys = [homeKey(bucket, userId), generationKey(bucket)]
  const args = [generation, `${generation}-${randomBytes(4).toString('hex')}`, token, CLAIM]
  const answer = await ask((redis) => runScript<string>(redis, beginScript, { keys, args }))
  if (answer === 'generation') await ask((redis) => refreshGeneration(redis, bucket))
  if (answer === 'building') return waitForBuilder(userId)
  if (answer === 'begun' && (await builds.run(() => fill(userId, token))))
    metrics.timelineRebuilds.inc({ result: 'built' })
  return readTimeline(userId)
}

/** Reads from the primary, after the claim: what commits later is appended by its fan-out. */
async function fill(userId: bigint, token: string): Promise<boolean> {
  const rows = await query<{ id: bigint }>(PULL_IDS, [userId, null, WINDOW, null])
  const floor = rows.length < WINDOW ? 0n : (rows.at(-1)?.id ?? 0n)
  const ids = rows.map((row) => row.id).reverse()
  const args = [token, floor, TIMELINE_TTL, ...ids]
  const keys = [homeKey(bucketOf(userId), userId)]
  const kept = await ask((redis) => runScript<number>(redis, finishScript, { keys, args }))
  return kept === 1
}

async function waitForBuilder(userId: bigint): Promise<Timeline | null> {
  const until = Date.now() + WAIT
  while (Date.now() < until) {
    await pause(25)
    const timeline = await readTimeline(userId)
    if (timeline) return timeline
  }
  return null
}
