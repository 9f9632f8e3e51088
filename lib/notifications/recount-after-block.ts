import type { Redis } from 'ioredis'
import { deliverCountsOf } from '@/lib/feed/deliver-counts'
import { waitForTransactions } from '@/lib/postgres/wait-for-transactions'
import { touchBetween } from '@/lib/posts/touch-between'
import { CANDIDATES_PER_CHUNK } from './candidate'
import { existingOfCommentsBetween } from './existing-notifications'
import { notifyChunk } from './notify'

/**
 * The work after a block or its end, which must be committed: delivers the posts of both that the other has liked or commented, so
 * that open pages of everybody show them without or with these likes and comments, and reconciles what others were notified of
 * these comments. Lists and counts need no work, because each statement reads the blocks. Idempotent.
 */
export async function recountAfterBlock(redis: Redis, pair: readonly [bigint, bigint]): Promise<void> {
  // A job may just be notifying somebody by the facts of before.
  await waitForTransactions()
  await deliverCountsOf(redis, touchBetween(pair))
  const candidates = await existingOfCommentsBetween(pair)
  for (let at = 0; at < candidates.length; at += CANDIDATES_PER_CHUNK) {
    await notifyChunk({ redis, candidates: candidates.slice(at, at + CANDIDATES_PER_CHUNK), repeat: false })
  }
}
