import type { Redis } from 'ioredis'
import { batchByKey } from '@/lib/async/batch-by-key'
import { deliver, redisTime } from '@/lib/delivery/deliver'
import { tellViewers } from './deliver-to-watchers'
import { inChunks } from './in-chunks'
import { changedFrame, type PresentPost, readPresent } from './post-frames'
import { CHUNK, readAudience } from './read-audience'
import { viewersOf } from './watchers'

/** Milliseconds for which chunks share a decision, well before it would be refused. */
const KEEP_DECISION = 250

/** When it was decided by Redis's clock and by ours (milliseconds), and the post as it was then; null: nobody may see it. */
type Decision = { decidedAt: number; madeAt: number; post: PresentPost | null }

/**
 * Tells the present counts of a post to open screens: of followers who may see it, of its author, and of whoever has it
 * open and may see it. Repeatable, since it only ever tells the present.
 */
export async function tellOfCounts(redis: Redis, postId: bigint): Promise<void> {
  const viewers = await viewersOf(redis, postId)
  let decision = await decide(redis, postId)
  await inChunks({
    what: `the counts of post ${postId}`,
    first: 0n,
    tell: async (after) => {
      if (performance.now() - decision.madeAt > KEEP_DECISION) decision = await decide(redis, postId)
      return tellChunk(redis, { decision, viewers }, after)
    },
  })
  await tellViewers(redis, { postId, viewers, tellGone: false })
}

/** The clock first: whatever is read after it may be newer, never older. */
async function decide(redis: Redis, postId: bigint): Promise<Decision> {
  const madeAt = performance.now()
  const decidedAt = await redisTime(redis)
  const post = await readPresent(postId)
  return { madeAt, decidedAt, post: post?.gone ? null : post }
}

type Telling = {
  decision: Decision
  /** Those who were told are taken out. */
  viewers: Set<bigint>
}

async function tellChunk(redis: Redis, { decision, viewers }: Telling, after: bigint): Promise<bigint | null> {
  const { post, decidedAt } = decision
  if (!post) return null
  const readers = await readAudience(post.authorId, post.audience, { after, last: null })
  if (!(await deliver(redis, readers, { kind: 'event', body: changedFrame(post) }, decidedAt))) return after
  for (const id of readers) viewers.delete(id)
  return readers.length < CHUNK ? null : (readers.at(-1) ?? null)
}

/** Milliseconds between two looks at the counts of one post: nobody reads a number that changes faster. */
const COUNTS_EVERY = 250

const lanes = batchByKey<Redis>({
  every: COUNTS_EVERY,
  work: async (postId, [redis]) => {
    if (redis) await tellOfCounts(redis, BigInt(postId))
  },
})

/** Like `tellOfCounts`, once for all changes of a post that come within a moment. Resolves when they are told. */
export function countsTold(redis: Redis, postId: bigint): Promise<void> {
  return lanes.add(String(postId), redis)
}
