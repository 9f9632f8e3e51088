import type { Redis } from 'ioredis'
import { makeFlight } from '@/lib/async/bounded-tasks'
import { DECISION_HOLDS, redisTime } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { removeGateways } from '@/lib/delivery/remove-gateways'
import { query } from '@/lib/postgres/db'
import { POST_COLUMNS, POST_SOURCE, type PostRow, presentPost } from '@/lib/posts/post-row'
import { metrics } from '@/lib/process/metrics'
import { generationOf, refreshGeneration } from '@/lib/redis/generation'
import { byBucket, fannedKey, gatewayChannel, generationKey, homeKey, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import type { Audience } from '@/lib/shared/views'
import { type Range, type Recipients, readRecipients } from './read-audience'

const script = loadScript('lib/feed/fan-out.lua')

/** Scripts on their way at once, so that reading the audience and appending overlap. */
const IN_FLIGHT = 4
/** Seconds for which a range remembers that it was done: longer than a job may take. */
const MARK_LIVES = 3600
/** How many of the newest ids a repeat looks through: what it appended itself stands near the end. */
const LOOK_BACK = 64
const ALL = 0
const NOT_AT_ALL = -1
/** Milliseconds for which chunks share a decision, well before it would be refused. */
const KEEP_DECISION = 250
/** A chunk is refused when its decision is old or Redis is another; more refusals than this are a fault. */
const TRIES = 10

const LIVE_POST = {
  name: 'fan-out-post',
  text: `SELECT ${POST_COLUMNS} FROM ${POST_SOURCE}
         WHERE p.id = $1 AND p."deletedAt" IS NULL AND author."suspendedAt" IS NULL AND author."deletedAt" IS NULL`,
}

/** What was found when it was decided who gets the post; when by Redis's clock and by ours (milliseconds). */
type Decision = { decidedAt: number; madeAt: number; post: PostRow | null }

export type FanOut = {
  redis: Redis
  eventId: bigint
  postId: bigint
  repeat: boolean
  /** For a post that was widened: the audience that has it already, or null when nobody could see it. */
  before?: Audience | null
}

/**
 * Appends a post to the timelines of everybody who follows its author and may see it, and publishes it to those who are
 * online. Repeatable: done ranges are skipped, and a repeat looks before it appends. Reads post, audience and blocks
 * again whenever the decision is older than a second, so a deletion or block acts within that time.
 */
export async function fanOutPost(job: FanOut): Promise<void> {
  const flight = makeFlight(IN_FLIGHT)
  let decision = await decide(job)
  for (let after = 0n; ; ) {
    if (Date.now() - decision.madeAt > KEEP_DECISION) decision = await decide(job)
    if (!decision.post) break
    const { ids, last, more } = await recipientsOf(job, decision.post, { after, last: null })
    if (last === undefined) break
    const range = { after, last }
    const made = decision
    await flight.add(() => fanOutChunk(job, { range, recipients: ids, decision: made }))
    if (!more) break
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
    if (decision.post) recipients = (await recipientsOf(job, decision.post, range)).ids
  }
  throw new Error(`fan-out of post ${job.postId} was refused ${TRIES} times`)
}

function recipientsOf({ before }: FanOut, { authorId, audience }: PostRow, range: Range): Promise<Recipients> {
  return readRecipients(authorId, { audience, before }, range)
}

/** The clock first: whatever is read after it may be newer, never older. */
async function decide({ redis, postId }: FanOut): Promise<Decision> {
  const madeAt = Date.now()
  const decidedAt = await redisTime(redis)
  const [post] = await query<PostRow>(LIVE_POST, [postId])
  return { decidedAt, madeAt, post: post ?? null }
}

/** False when a bucket refused and the chunk must be decided again; buckets that took it remember that. */
async function appendToAll(job: FanOut, { range, recipients, decision }: Chunk): Promise<boolean> {
  if (!decision.post) return true
  const { decidedAt, post } = decision
  const work = { range, decidedAt, body: frame('feed', { post: presentPost(post) }), look: howFarToLook(job, post) }
  const answers = await Promise.all(
    [...byBucket(recipients)].map(([bucket, members]) => append(job, { ...work, bucket, members })),
  )
  return answers.every(Boolean)
}

type Append = {
  bucket: number
  members: bigint[]
  body: string
  range: { after: bigint; last: bigint }
  decidedAt: number
  look: number
}

/** A widened post may stand anywhere in the timelines of those who could see it at some time. */
function howFarToLook({ repeat, before }: FanOut, { createdAt, updatedAt }: PostRow): number {
  if (before !== undefined) return ALL
  // Changed already: it may have been widened, and the widening may have overtaken this.
  return repeat || updatedAt > createdAt ? LOOK_BACK : NOT_AT_ALL
}

async function append(job: FanOut, { bucket, members, body, range, decidedAt, look }: Append): Promise<boolean> {
  const { redis, eventId, postId } = job
  const generation = await generationOf(redis, bucket)
  const answer = await runScript<string | string[]>(redis, script, {
    keys: [generationKey(bucket), fannedKey(bucket, eventId, range.after, range.last), onlineKey(bucket)],
    args: [
      ...[generation, decidedAt, DECISION_HOLDS, gatewayChannel(bucket, ''), homeKey(bucket, '')],
      ...[postId, body, look, MARK_LIVES],
      members.join(' '),
    ],
  })
  if (answer === 'generation') await refreshGeneration(redis, bucket)
  if (answer === 'generation' || answer === 'stale') return false
  if (Array.isArray(answer)) {
    metrics.deliveries.inc(members.length)
    await removeGateways(redis, answer)
  }
  return true
}
