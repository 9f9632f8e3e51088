import { bigint, type RunStatement, statement } from '@/lib/postgres/statement'
import type { Candidate } from './candidate'

/**
 * The lock of a post against this race:
 * 1. A transaction that notifies people of a post reads that the post is public.
 * 2. The post is deleted. Its job lists the existing notifications of the post, to retract them.
 * 3. The transaction of step 1 commits new notifications. The list of step 2 does not have them, so they would stay.
 *
 * Therefore each notifying transaction holds the lock of its posts, shared, from before it reads the facts until it
 * commits. The job of step 2 waits once until it gets the lock alone: by then every transaction that may have read the
 * old facts has committed, and a later one reads the new facts.
 *
 * It is an advisory lock and not the lock of the "Post" row, because every like and comment updates that row.
 *
 * The text is an old name and must stay: during a deploy, jobs of the last version and of this one run at the same time. With
 * another text their locks would not exclude each other.
 */
const lockOf = (post: string) => `hashtextextended('told:' || ${post}, 0)`

/** In the order of ids, and before any bell is locked, so that two transactions cannot wait for each other. */
const LOCK_POSTS = statement(
  'lock-posts',
  { locked: bigint() },
  `SELECT count(pg_advisory_xact_lock_shared(${lockOf('post')})) AS locked
   FROM (SELECT DISTINCT id AS post FROM unnest($1::bigint[]) AS given (id) ORDER BY id) posts`,
)

/** Locks the posts of these candidates, shared, until the end of the transaction. Call it before the facts are read. */
export async function lockPosts(run: RunStatement, candidates: Candidate[]): Promise<void> {
  const posts = candidates.flatMap(({ postId }) => (postId === null ? [] : [postId]))
  if (posts.length > 0) await run(LOCK_POSTS, [posts])
}

const WAIT = statement(
  'wait-for-post-lock',
  { locked: bigint() },
  `SELECT count(pg_advisory_xact_lock(${lockOf('$1::bigint')})) AS locked`,
)

/**
 * Resolves when every transaction that locked this post before the call has ended. Pass `query`, so that the lock is
 * released at once. Inside a transaction it would be held until the end, and notifying transactions would wait.
 */
export async function waitForPostLock(run: RunStatement, postId: bigint): Promise<void> {
  await run(WAIT, [postId])
}
