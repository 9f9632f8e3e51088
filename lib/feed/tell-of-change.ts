import type { Redis } from 'ioredis'
import { query } from '@/lib/db'
import { deliver, redisTime } from '@/lib/deliver'
import { frame } from '@/lib/frame'
import { POST_COLUMNS, POST_SOURCE, type PostRow, presentPost } from '@/lib/posts/post-row'
import type { Audience } from '@/lib/shared/views'
import { CHUNK, readAudience, readFollowers } from './audience'

const CHANGED = {
  name: 'changed-post',
  text: `SELECT ${POST_COLUMNS}, (p."deletedAt" IS NOT NULL OR author."suspendedAt" IS NOT NULL OR author."deletedAt" IS NOT NULL) AS gone
         FROM ${POST_SOURCE} WHERE p.id = $1`,
}

/** A chunk is refused when its decision is old; more refusals than this are a fault. */
const TRIES = 10

/** `before`: for whom the post was until this change. */
export type Change = { postId: bigint; before: Audience }

type Changed = PostRow & { gone: boolean }

/**
 * Tells open screens that a post changed: followers who may see it get its present state, those who could and may not any
 * more that it is gone, and who never could hears nothing. Timelines are left alone: the read predicate decides there.
 * Repeatable, since it only ever tells the present.
 */
export async function tellOfChange(redis: Redis, change: Change): Promise<void> {
  let refusals = 0
  for (let after: bigint | null = 0n; after !== null; ) {
    const next: bigint | null = await tellChunk(redis, change, after)
    refusals = next === after ? refusals + 1 : 0
    if (refusals > TRIES) throw new Error(`the change of post ${change.postId} was refused ${TRIES} times`)
    after = next
  }
}

/** The id to go on after, the same one when the decision grew too old meanwhile, or null at the end. */
async function tellChunk(redis: Redis, { postId, before }: Change, after: bigint): Promise<bigint | null> {
  const decidedAt = await redisTime(redis)
  const [post] = await query<Changed>(CHANGED, [postId])
  if (!post) return null
  const followers = await readFollowers(post.authorId, { after, last: null })
  const last = followers.at(-1)
  if (last === undefined) return null
  const allowed = post.gone ? [] : await readAudience(post.authorId, post.audience, { after, last })
  const may = new Set(allowed)
  const could = await readAudience(post.authorId, before, { after, last })
  const changed = frame('post', { post: presentPost(post) })
  const gone = frame('post', { postId: String(postId), deleted: true })
  const others = could.filter((id) => !may.has(id))
  const told =
    (await deliver(redis, allowed, { kind: 'event', body: changed }, decidedAt)) &&
    (await deliver(redis, others, { kind: 'event', body: gone }))
  if (!told) return after
  return followers.length < CHUNK ? null : last
}
