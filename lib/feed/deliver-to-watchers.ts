import type { Redis } from 'ioredis'
import { deliver, redisTime } from '@/lib/delivery/deliver'
import { query } from '@/lib/postgres/db'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { inChunks } from './in-chunks'
import { changedFrame, goneFrame, readPresent } from './post-frames'
import { CHUNK } from './read-audience'
import { forgetViewers } from './watchers'

const MAY_SEE = {
  name: 'viewers-who-may-see',
  text: `SELECT v.id, ${visiblePost('p', 'v.id')} AS may FROM "Post" p, unnest($2::bigint[]) AS v (id) WHERE p.id = $1`,
}

type Telling = {
  postId: bigint
  /** Who shows the post and has not been told as a follower. */
  viewers: Iterable<bigint>
  /** Whether those who may not see it any more are told that it is gone. */
  tellGone: boolean
}

/** Tells the present state of a post to people who have it open and may see it at this time. Repeatable. */
export async function tellViewers(redis: Redis, { postId, viewers, tellGone }: Telling): Promise<void> {
  const ids = [...viewers]
  await inChunks({
    what: `post ${postId} for its viewers`,
    first: 0,
    tell: async (from) => {
      const chunk = ids.slice(from, from + CHUNK)
      if (chunk.length === 0) return null
      return (await tellChunk(redis, { postId, viewers: chunk, tellGone })) ? from + CHUNK : from
    },
  })
}

/** False when the decision grew too old meanwhile. */
async function tellChunk(redis: Redis, { postId, viewers, tellGone }: Telling): Promise<boolean> {
  const decidedAt = await redisTime(redis)
  const post = await readPresent(postId)
  if (!post) return true
  const rows = await query<{ id: bigint; may: boolean }>(MAY_SEE, [postId, viewers])
  const those = (may: boolean) => rows.filter((row) => row.may === may).map(({ id }) => id)
  if (!(await deliver(redis, those(true), { kind: 'event', body: changedFrame(post) }, decidedAt))) return false
  if (!tellGone) return true
  await deliver(redis, those(false), { kind: 'event', body: goneFrame(postId) })
  // Told once: who may not see it has no part in what becomes of it.
  await forgetViewers(redis, postId, new Set(those(false)))
  return true
}
