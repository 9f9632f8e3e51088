import type { Redis } from 'ioredis'
import { query } from '@/lib/db'
import { DECISION_HOLDS, redisTime } from '@/lib/deliver'
import { forgetGateways } from '@/lib/forget-gateways'
import { frame } from '@/lib/frame'
import { metrics } from '@/lib/metrics'
import { POST_COLUMNS, POST_SOURCE, type PostRow, presentPost } from '@/lib/posts/post-row'
import { byBucket, fannedKey, gatewayChannel, generationKey, homeKey, onlineKey } from '@/lib/redis-keys'
import { generationOf, refreshGeneration } from '@/lib/redis-life'
import { loadScript, runScript } from '@/lib/redis-scripts'
import { CHUNK, readAudience } from './audience'
import { makeFlight } from './flight'

const script = loadScript('lib/feed/fan-out.lua')

/** Scripts on their way at once, so that reading the audience and appending overlap. */
const IN_FLIGHT = 4
/** Seconds for which a range remembers that it was done: longer than a job may take. */
const MARK_LIVES = 3600
/** A chunk is refused when its decision is old or Redis is another; more refusals than this are a fault. */
const TRIES = 10

const LIVE_POST = {
  name: 'fan-out-post',
  text: `SELECT ${POST_COLUMNS} FROM ${POST_SOURCE}
         WHERE p.id = $1 AND p."deletedAt" IS NULL AND author."suspendedAt" IS NULL AND author."deletedAt" IS NULL`,
}

/** What was found when it was decided who gets the post, and when (Redis time, milliseconds). */
type Decision = { decidedAt: number; post: PostRow | null }

export type FanOut = { redis: Redis; eventId: bigint; postId: bigint; repeat: boolean }

/**
 * Appends a post to the timelines of everybody who follows its author and may see it, and publishes it to those who are
 * online. Repeatable: done ranges are skipped, and a repeat looks before it appends. Reads post, audience and blocks
 * again whenever the decision is older than a second, so a deletion or block acts within that time.
 */
export async function fanOutPost(job: FanOut): Promise<void> {
  const flight = makeFlight(IN_FLIGHT)
  for (let after = 0n; ; ) {
    const decision = await decide(job)
    if (!decision.post) break
    const recipients = await readAudience(decision.post.authorId, decision.post.audience, { after, last: null })
    const last = recipients.at(-1)
    if (last === undefined) break
    const range = { after, last }
    await flight.add(() => fanOutChunk(job, { range, recipients, decision }))
    if (recipients.length < CHUNK) break
    after = last
  }
  await flight.landed()
}

type Chunk = { range: { after: bigint; last: bigint }; recipients: bigint[]; decision: Decision }

async function fanOutChunk(job: FanOut, { range, ...first }: Chunk): Promise<void> {
  let { recipients, decision } = first
  for (let tries = 0; tries < TRIES; tries++) {
    if (!decision.post || (await appendToAll(job, { range, recipients, decision }))) return
    decision = await decide(job)
    if (decision.post) recipients = await readAudience(decision.post.authorId, decision.post.audience, range)
  }
  throw new Error(`fan-out of post ${job.postId} was refused ${TRIES} times`)
}

/** The clock first: whatever is read after it may be newer, never older. */
async function decide({ redis, postId }: FanOut): Promise<Decision> {
  const decidedAt = await redisTime(redis)
  const [post] = await query<PostRow>(LIVE_POST, [postId])
  return { decidedAt, post: post ?? null }
}

/** False when a bucket refused and the chunk must be decided again; buckets that took it remember that. */
async function appendToAll(job: FanOut, { range, recipients, decision }: Chunk): Promise<boolean> {
  if (!decision.post) return true
  const body = frame('feed', { post: presentPost(decision.post) })
  const answers = await Promise.all(
    [...byBucket(recipients)].map(([bucket, members]) => append(job, { bucket, members, body, range, decision })),
  )
  return answers.every(Boolean)
}

type Append = {
  bucket: number
  members: bigint[]
  body: string
  range: { after: bigint; last: bigint }
  decision: Decision
}

async function append(job: FanOut, { bucket, members, body, range, decision }: Append): Promise<boolean> {
  const { redis, eventId, postId, repeat } = job
  const generation = await generationOf(redis, bucket)
  const answer = await runScript<string | string[]>(redis, script, {
    keys: [generationKey(bucket), fannedKey(bucket, eventId, range.after, range.last), onlineKey(bucket)],
    args: [
      ...[generation, decision.decidedAt, DECISION_HOLDS, gatewayChannel(bucket, ''), homeKey(bucket, '')],
      ...[postId, body, repeat ? 1 : 0, MARK_LIVES],
      ...members,
    ],
  })
  if (answer === 'generation') await refreshGeneration(redis, bucket)
  if (answer === 'generation' || answer === 'stale') return false
  if (Array.isArray(answer)) {
    metrics.deliveries.inc(members.length)
    await forgetGateways(redis, answer)
  }
  return true
}
