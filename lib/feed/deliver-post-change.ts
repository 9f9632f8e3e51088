import type { Redis } from 'ioredis'
import { deliver, redisTime } from '@/lib/delivery/deliver'
import type { Audience } from '@/lib/shared/views'
import { tellViewers } from './deliver-to-watchers'
import { inChunks } from './in-chunks'
import { changedFrame, goneFrame, readPresent } from './post-frames'
import { CHUNK, readAudience, readFollowers } from './read-audience'
import { viewersOf } from './watchers'

/** `before`: for whom the post was until this change. */
export type Change = { postId: bigint; before: Audience }

/**
 * Tells open screens that a post changed: followers, and whoever has it open, get its present state if they may see it,
 * those who could and may not any more that it is gone, and who never could hears nothing. Timelines are left alone: the
 * read predicate decides there. Repeatable, since it only ever tells the present.
 */
export async function tellOfChange(redis: Redis, { postId, before }: Change): Promise<void> {
  const viewers = await viewersOf(redis, postId)
  const what = `the change of post ${postId}`
  const telling = { postId, before, viewers }
  await inChunks({ what, first: 0n, tell: (after) => tellChunk(redis, telling, after) })
  await tellViewers(redis, { postId, viewers, tellGone: true })
}

type Telling = Change & {
  /** Those who were told are taken out. */
  viewers: Set<bigint>
}

/** The id to go on after, the same one when the decision grew too old meanwhile, or null at the end. */
async function tellChunk(redis: Redis, { postId, before, viewers }: Telling, after: bigint): Promise<bigint | null> {
  const decidedAt = await redisTime(redis)
  const post = await readPresent(postId)
  if (!post) return null
  const followers = await readFollowers(post.authorId, { after, last: null })
  const last = followers.at(-1)
  if (last === undefined) return null
  const allowed = post.gone ? [] : await readAudience(post.authorId, post.audience, { after, last })
  const may = new Set(allowed)
  const could = await readAudience(post.authorId, before, { after, last })
  const others = could.filter((id) => !may.has(id))
  const told =
    (await deliver(redis, allowed, { kind: 'event', body: changedFrame(post) }, decidedAt)) &&
    (await deliver(redis, others, { kind: 'event', body: goneFrame(postId) }))
  if (!told) return after
  for (const id of [...allowed, ...others]) viewers.delete(id)
  return followers.length < CHUNK ? null : last
}
