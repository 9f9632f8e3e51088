import type { Redis } from 'ioredis'
import { deliverCountsOf } from '@/lib/feed/deliver-counts'
import { waitForTransactions } from '@/lib/postgres/wait-for-transactions'
import { recountOfAccount } from '@/lib/posts/recount-of-account'
import { existingOfAccount } from './existing-notifications'
import { notifyChunk } from './notify'

/**
 * The work after an account was suspended, restored or deleted, which must be committed: takes its likes and comments out of
 * the stored counts or puts them back, delivers the new counts, and reconciles the notifications that it has caused and those
 * about its posts. Idempotent: everything is made to agree with the facts of now, so a repeat, or two in any order, do no harm.
 */
export async function recountAfterStanding(redis: Redis, userId: bigint): Promise<void> {
  // A like that was under way has counted itself by the old facts, and a job may just be notifying somebody by them.
  await waitForTransactions()
  await deliverCountsOf(redis, recountOfAccount(userId))
  for await (const candidates of existingOfAccount(userId)) await notifyChunk({ redis, candidates, repeat: false })
}
