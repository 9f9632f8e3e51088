import type { Redis } from 'ioredis'
import { deliver } from '@/lib/delivery/deliver'
import type { Sent, TimedFacts } from '@/lib/delivery/timed-facts'
import type { Audience } from '@/lib/shared/views'
import { type CurrentPost, goneFrame, makePostSender } from './current-post'
import { deliverPost } from './deliver-post'
import { deliverToWatchers } from './deliver-to-watchers'
import { CHUNK, readAudience, readFollowers } from './read-audience'
import { onlyOf, readFormerWatchers, readWatchers } from './watchers'

/**
 * `before`: the audience that the post had until this change; null when nobody could see it. `only`: for a repeat, the people to
 * whom the change is delivered again; by default all.
 */
export type Change = { postId: bigint; before: Audience | null; only?: (userId: bigint) => boolean }

/**
 * Delivers a change of a post to the open screens of followers and watchers. Those who may see the post get its present
 * state. Those who could see it and may not any more get a frame that says that it is gone. Those who never could get
 * nothing. Timelines keep the post: reading a feed leaves out what the reader may not see. Idempotent: a frame carries the
 * present state.
 */
export async function deliverPostChange(redis: Redis, { postId, before, only }: Change): Promise<void> {
  const watchers = onlyOf(await readWatchers(redis, postId), only)
  const former = onlyOf(await readFormerWatchers(redis, postId), only)
  const sender = makePostSender(redis, { postId, what: 'the change' })
  await sender.sendInChunks((timed, after) => deliverChunk(redis, { timed, before, after, watchers, only }))
  await deliverToWatchers(redis, { watchers, sender, withGone: true })
  // Somebody whose page lost the post may see it again. In a repeat, the frame that made them former watchers may be lost.
  await deliverToWatchers(redis, { watchers: former, sender, withGone: only !== undefined })
}

type Chunk = {
  timed: TimedFacts<CurrentPost | null>
  before: Audience | null
  after: bigint
  /** Those who got a frame as followers are removed. */
  watchers: Set<bigint>
  only: Change['only']
}

/** False when the facts were refused as too old. */
async function deliverChunk(redis: Redis, { timed, before, after, watchers, only }: Chunk): Promise<Sent | false> {
  const { readAt, facts: post } = timed
  if (!post) return { next: null }
  const followers = await readFollowers(post.authorId, { after, last: null })
  const last = followers.at(-1)
  if (last === undefined) return { next: null }
  const next = followers.length < CHUNK ? null : last
  if (only && !followers.some(only)) return { next }
  const range = { after, last }
  const mayNow = post.gone ? [] : await readAudience(post, range)
  const could = before === null ? [] : await readAudience({ authorId: post.authorId, audience: before }, range)
  const allowed = only ? mayNow.filter(only) : mayNow
  const refused = without(only ? could.filter(only) : could, mayNow)
  if (!(await deliverPost(redis, { post, readers: allowed, readAt }))) return false
  await deliver(redis, refused, { kind: 'event', body: goneFrame(post.id) })
  for (const id of [...allowed, ...refused]) watchers.delete(id)
  return { next }
}

function without(ids: bigint[], removed: bigint[]): bigint[] {
  const set = new Set(removed)
  return ids.filter((id) => !set.has(id))
}
