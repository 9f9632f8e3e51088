import type { Redis } from 'ioredis'
import { deliver } from '@/lib/delivery/deliver'
import type { Sent, TimedFacts } from '@/lib/delivery/timed-facts'
import type { Audience } from '@/lib/shared/views'
import { type CurrentPost, goneFrame, makePostSender } from './current-post'
import { deliverPost } from './deliver-post'
import { deliverToWatchers } from './deliver-to-watchers'
import { CHUNK, readAudience, readFollowers } from './read-audience'
import { readFormerWatchers, readWatchers } from './watchers'

/** `before`: the audience that the post had until this change; null when nobody could see it. */
export type Change = { postId: bigint; before: Audience | null }

/**
 * Delivers a change of a post to the open screens of followers and watchers. Those who may see the post get its present
 * state. Those who could see it and may not any more get a frame that says that it is gone. Those who never could get
 * nothing. Timelines keep the post: reading a feed leaves out what the reader may not see. Idempotent: a frame carries the
 * present state.
 */
export async function deliverPostChange(redis: Redis, { postId, before }: Change): Promise<void> {
  const [watchers, former] = [await readWatchers(redis, postId), await readFormerWatchers(redis, postId)]
  const sender = makePostSender(redis, { postId, what: 'the change' })
  await sender.sendInChunks((timed, after) => deliverChunk(redis, { timed, before, after, watchers }))
  await deliverToWatchers(redis, { watchers, sender, withGone: true })
  // Somebody whose page lost the post may see it again.
  await deliverToWatchers(redis, { watchers: former, sender, withGone: false })
}

type Chunk = {
  timed: TimedFacts<CurrentPost | null>
  before: Audience | null
  after: bigint
  /** Those who got a frame as followers are removed. */
  watchers: Set<bigint>
}

/** False when the facts were refused as too old. */
async function deliverChunk(redis: Redis, { timed, before, after, watchers }: Chunk): Promise<Sent | false> {
  const { readAt, facts: post } = timed
  if (!post) return { next: null }
  const followers = await readFollowers(post.authorId, { after, last: null })
  const last = followers.at(-1)
  if (last === undefined) return { next: null }
  const range = { after, last }
  const allowed = post.gone ? [] : await readAudience(post, range)
  const could = before === null ? [] : await readAudience({ authorId: post.authorId, audience: before }, range)
  const refused = without(could, allowed)
  if (!(await deliverPost(redis, { post, readers: allowed, readAt }))) return false
  await deliver(redis, refused, { kind: 'event', body: goneFrame(post.id) })
  for (const id of [...allowed, ...refused]) watchers.delete(id)
  return { next: followers.length < CHUNK ? null : last }
}

function without(ids: bigint[], removed: bigint[]): bigint[] {
  const set = new Set(removed)
  return ids.filter((id) => !set.has(id))
}
