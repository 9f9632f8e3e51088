import type { Redis } from 'ioredis'
import { deliver } from '@/lib/delivery/deliver'
import type { TimedFacts, TimedSender } from '@/lib/delivery/timed-facts'
import { query } from '@/lib/postgres/query'
import { bigint, bool, statement } from '@/lib/postgres/statement'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { type CurrentPost, goneFrame } from './current-post'
import { deliverPost } from './deliver-post'
import { CHUNK } from './read-audience'
import { retireWatchers } from './watchers'

/** $1 the post, $2 its watchers. */
const MAY_SEE = statement(
  'watchers-who-may-see',
  { id: bigint(), may: bool() },
  `SELECT w.id, ${visiblePost('p', 'w.id')} AS may FROM "Post" p, unnest($2::bigint[]) AS w (id) WHERE p.id = $1`,
)

type Watching = {
  /** Watchers of the post who did not get the frame as followers. */
  watchers: Iterable<bigint>
  sender: TimedSender<CurrentPost | null>
  /** Whether those who may not see the post any more get a frame that says that it is gone. */
  withGone: boolean
}

/** Delivers the present state of a post to watchers who may see it now. Idempotent. */
export async function deliverToWatchers(redis: Redis, { watchers, sender, withGone }: Watching): Promise<void> {
  const all = [...watchers]
  for (let at = 0; at < all.length; at += CHUNK) {
    const ids = all.slice(at, at + CHUNK)
    await sender.send((timed) => deliverChunk(redis, { timed, ids, withGone }))
  }
}

type Chunk = { timed: TimedFacts<CurrentPost | null>; ids: bigint[]; withGone: boolean }

/** False when the facts were refused as too old. */
async function deliverChunk(redis: Redis, { timed, ids, withGone }: Chunk): Promise<boolean> {
  const { readAt, facts: post } = timed
  if (!post) return true
  const rows = await query(MAY_SEE, [post.id, ids])
  const those = (may: boolean) => rows.filter((row) => row.may === may).map(({ id }) => id)
  if (!(await deliverPost(redis, { post, readers: those(true), readAt }))) return false
  if (!withGone) return true
  await deliver(redis, those(false), { kind: 'event', body: goneFrame(post.id) })
  // They get this frame once: later changes of the post are not for people who may not see it.
  await retireWatchers(redis, post.id, new Set(those(false)))
  return true
}
