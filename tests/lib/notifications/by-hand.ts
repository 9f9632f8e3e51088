import { parseEvent } from '@/lib/mutation/events'
import type { OpenEvent } from '@/lib/mutation/outbox'
import type { Concern } from '@/lib/notifications/candidate'
import { notify } from '@/lib/notifications/notify'
import { holdPosts } from '@/lib/notifications/post-lock'
import { bringInLine } from '@/lib/notifications/reconcile'
import { query, transaction } from '@/lib/postgres/db'
import { redis } from '@/lib/redis/client'
import { waitingForLocks } from '../../support/locks'

/** What was recorded for bells and is not done, oldest first. For tests that decide themselves when each job runs. */
export async function recorded(): Promise<OpenEvent[]> {
  return query<OpenEvent>(
    `SELECT id, queue, type, payload, attempts, "createdAt" FROM "OutboxEvent"
     WHERE queue = 'notify' AND "doneAt" IS NULL ORDER BY id`,
  )
}

/** Works on one as its job does, as far as bells go, and at once. */
export async function work(event: OpenEvent | undefined, { repeat = false } = {}): Promise<void> {
  if (!event) throw new Error('there is no such event')
  await notify(redis, parseEvent('notify', event), { repeat })
  await query(`UPDATE "OutboxEvent" SET "doneAt" = now() WHERE id = $1`, [event.id])
}

/** Works on one as another process does: what concerns one person waits there in no line with what is under way here. */
export async function workElsewhere(event: OpenEvent): Promise<void> {
  const concern = concernOf(event.payload as Record<string, string>)
  if (!concern) return work(event)
  await transaction(async (run) => {
    await holdPosts(run, [concern])
    return bringInLine(run, [concern])
  })
}

/** Of a like or a follow. */
function concernOf({ authorId, userId, postId, followerId, followeeId }: Record<string, string>): Concern | null {
  if (authorId && userId && postId) {
    return {
      cause: 'like',
      recipientId: BigInt(authorId),
      actorId: BigInt(userId),
      postId: BigInt(postId),
      commentId: null,
    }
  }
  if (!followerId || !followeeId) return null
  return {
    cause: 'follow',
    recipientId: BigInt(followeeId),
    actorId: BigInt(followerId),
    postId: null,
    commentId: null,
  }
}

/** Works on everything in this order. */
export async function workAll(events: OpenEvent[]): Promise<void> {
  for (const event of events) await work(event)
}

/** Resolves when this is done, or stands still because it, too, waits for somebody's lock. */
export async function settledOrWaiting(done: Promise<unknown>, waiting: number): Promise<void> {
  let settled = false
  void done
    .catch(() => undefined)
    .finally(() => {
      settled = true
    })
  const deadline = Date.now() + 5000
  while (!settled && (await waitingForLocks()) < waiting) {
    if (Date.now() > deadline) throw new Error('it neither ends nor waits')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
