import type { Redis } from 'ioredis'
import { boundedTasks } from '@/lib/async/bounded-tasks'
import { FACTS_HOLD } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { removeGateways } from '@/lib/delivery/remove-gateways'
import type { TimedFacts } from '@/lib/delivery/timed-facts'
import { type PostRow, presentPost } from '@/lib/posts/post-row'
import { metrics } from '@/lib/process/metrics'
import { type Batch, batchByBucket } from '@/lib/redis/buckets'
import { generationOf, refreshGeneration } from '@/lib/redis/generation'
import { channelPrefix, fannedKey, generationKey, homePrefix, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import type { Audience } from '@/lib/shared/views'
import { type CurrentPost, makePostSender } from './current-post'
import { readOwnCounts } from './own-counts'
import { CHUNK, readRecipients } from './read-audience'

const script = loadScript('lib/feed/fan-out.lua')

/** Chunks whose scripts run at once, so that reading recipients and appending overlap. */
const CHUNKS_AT_ONCE = 4
/** Seconds for which Redis remembers that a range is done: longer than a job may take. */
const MARK_HOLDS = 3600
/**
 * Milliseconds after which another worker may have done this job: half of the time for which a worker that does not answer keeps
 * a job (workers/jobs/start-worker.ts). A process that was frozen goes on as if nothing had happened.
 */
const ALONE = 5_000
/** Among how many of the newest ids a repeat looks for the post: what it appended itself is near the end. */
const LOOK_BACK = 64
/** Values for the script: look through all ids, or do not look. */
const ALL = 0
const NONE = -1

export type FanOut = {
  redis: Redis
  eventId: bigint
  postId: bigint
  repeat: boolean
  /** For a post that was widened: the audience that has it already, or null when nobody could see it. */
  before?: Audience | null
  /** Recipients up to this id have it by an earlier job. */
  after?: bigint | null
  /** How many chunks of a post of this author to send; by default all. */
  chunks?: (authorId: bigint) => Promise<number>
  /** How many chunks are sent at once. */
  atOnce?: number
}

/** What is left of a fan-out: the recipients after this id. */
export type FanOutRest = { after: bigint; authorId: bigint }

/**
 * Appends a post to the timelines of its author and of all followers who may see it, and publishes it to those who are
 * online. Idempotent: ranges that are done are skipped, and a repeat looks for the post before it appends. Post, audience
 * and blocks are read again when they are older than a second, so a deletion or a block takes effect within that
 * time. Returns what is left when there are more chunks than it may send, else null.
 */
export async function fanOutPost(job: FanOut): Promise<FanOutRest | null> {
  const { redis, postId, before, chunks = async () => Number.POSITIVE_INFINITY, atOnce = CHUNKS_AT_ONCE } = job
  const began = performance.now()
  const sender = makePostSender(redis, { postId, what: 'the fan-out' })
  const tasks = boundedTasks(atOnce)
  let rest: FanOutRest | null = null
  let after: bigint | null = job.after ?? 0n
  for (let sent = 0; after !== null; sent++) {
    const first: TimedFacts<CurrentPost | null> = await sender.current()
    if (!first.facts || first.facts.gone) break
    if (sent >= (await chunks(first.facts.authorId))) {
      rest = { after, authorId: first.facts.authorId }
      break
    }
    const { ids, last, more } = await readRecipients(first.facts, { range: { after, last: null }, before })
    if (last === undefined) break
    const range = { after, last }
    const sendChunk = async (timed: TimedFacts<CurrentPost | null>) => {
      const { readAt, facts: post } = timed
      if (!post || post.gone) return true
      const recipients = timed === first ? ids : (await readRecipients(post, { range, before })).ids
      return append(job, { post, readAt, range, recipients, isLate: performance.now() - began > ALONE })
    }
    await tasks.add(() => sender.send(sendChunk, first).then(() => undefined))
    after = more ? last : null
  }
  await tasks.finish()
  return rest
}

type Chunk = {
  post: CurrentPost
  readAt: number
  range: { after: bigint; last: bigint }
  recipients: bigint[]
  /** Another worker may have done this job meanwhile, in other ranges, and long ago. */
  isLate: boolean
}

/**
 * Appends a chunk, with one run of the script per bucket. False when a bucket refused: the chunk must be sent again by new
 * facts. Buckets that accepted have marked the range as done and skip the repeat. So the part of a bucket must be sent in a
 * single run: after a first of two runs, the mark would make the second one skip. CHUNK as the batch size ensures that.
 */
async function append(job: FanOut, { post, readAt, range, recipients, isLate }: Chunk): Promise<boolean> {
  const entry = {
    range,
    readAt,
    body: feedFrame(post),
    own: await readOwnFrames(post, recipients),
    look: isLate ? ALL : howFarToLook(job, post),
  }
  const answers = await Promise.all(
    batchByBucket(recipients, CHUNK).map((batch) => appendBatch(job, { ...entry, batch })),
  )
  return answers.every(Boolean)
}

function feedFrame(post: PostRow): string {
  return frame('feed', { post: presentPost(post) })
}

/** A widened post may have likes and comments of people whom some recipients do not see: those get their own counts. */
async function readOwnFrames(post: CurrentPost, recipients: bigint[]): Promise<Map<bigint, string>> {
  const own = (await readOwnCounts(post, recipients)).filter(({ visible }) => visible)
  return new Map(own.map((row) => [row.readerId, feedFrame(row)]))
}

/** A widened post may be anywhere in the timelines of people who could see it at some time. */
function howFarToLook({ repeat, before }: FanOut, { createdAt, updatedAt }: PostRow): number {
  if (before !== undefined) return ALL
  // The post has changed already. If it was widened, the fan-out of the widening may have run before this one.
  return repeat || updatedAt > createdAt ? LOOK_BACK : NONE
}

type Entry = {
  batch: Batch
  body: string
  /** Frames of single recipients, instead of `body`. */
  own: Map<bigint, string>
  range: { after: bigint; last: bigint }
  readAt: number
  look: number
}

async function appendBatch(job: FanOut, { batch, body, own, range, readAt, look }: Entry): Promise<boolean> {
  const { redis, eventId, postId } = job
  const { bucket, ids } = batch
  const generation = await generationOf(redis, bucket)
  const answer = await runScript<string | string[]>(redis, script, {
    keys: [generationKey(bucket), fannedKey(bucket, { eventId, ...range }), onlineKey(bucket)],
    args: [
      generation,
      readAt,
      FACTS_HOLD,
      channelPrefix(bucket),
      homePrefix(bucket),
      postId,
      body,
      look,
      MARK_HOLDS,
      ids.join(' '),
      ...ids.flatMap((id) => (own.has(id) ? [id, own.get(id) ?? ''] : [])),
    ],
  })
  if (answer === 'generation') await refreshGeneration(redis, bucket)
  if (answer === 'generation' || answer === 'stale') return false
  if (Array.isArray(answer)) {
    metrics.deliveries.inc(ids.length)
    await removeGateways(redis, answer)
  }
  return true
}
