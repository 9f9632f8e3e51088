import { query, type Run } from '@/lib/postgres/db'
import type { Concern } from './candidate'

/**
 * A telling that has read a post as it was may write its rows after whoever takes them back has looked for them. So each
 * telling holds its posts, shared with the others, until its rows can be seen; who takes back waits until nobody of before
 * holds the post. Not the row of the post: likes and comments change that one all the time.
 */
const lockOf = (post: string) => `hashtextextended('told:' || ${post}, 0)`

/** In one order, and before any bell is locked, so that no two can wait for each other. */
const HOLD = {
  name: 'hold-posts',
  text: `SELECT count(pg_advisory_xact_lock_shared(${lockOf('post')}))
         FROM (SELECT DISTINCT id AS post FROM unnest($1::bigint[]) AS asked (id) ORDER BY id) posts`,
}

/** To be called before the facts are read. */
export async function holdPosts(run: Run, concerns: Concern[]): Promise<void> {
  const posts = concerns.flatMap(({ postId }) => (postId === null ? [] : [postId]))
  if (posts.length > 0) await run(HOLD, [posts])
}

const ENDED = { name: 'tellings-ended', text: `SELECT pg_advisory_xact_lock(${lockOf('$1::bigint')})` }

/** Resolves when all tellings of a post that may have read it before this call are written down. */
export async function tellingsEnded(postId: bigint): Promise<void> {
  await query(ENDED, [postId])
}
