import { parseEvent } from '@/lib/mutation/events'
import type { OpenEvent } from '@/lib/mutation/outbox'
import type { Candidate } from '@/lib/notifications/candidate'
import { notify } from '@/lib/notifications/notify'
import { reconcile } from '@/lib/notifications/reconcile'
import { transaction } from '@/lib/postgres/query'
import { redis } from '@/lib/redis/client'
import { waitingForLocks } from '../../support/locks'
import { query } from '../../support/query'

/** The open events of the notify queue, oldest first: for tests that decide themselves when each job runs. */
export async function recorded(): Promise<OpenEvent[]> {
  return query<OpenEvent>(
    `SELECT id, queue, type, payload, attempts, "createdAt" FROM "OutboxEvent"
     WHERE queue = 'notify' AND "doneAt" IS NULL ORDER BY id`,
  )
}

/** Processes an event at once, as the notify job does. */
export async function work(event: OpenEvent | undefined, { repeat = false } = {}): Promise<void> {
  if (!event) throw new Error('there is no such event')
  await notify(redis, parseEvent('notify', event), { repeat })
  await query(`UPDATE "OutboxEvent" SET "doneAt" = now() WHERE id = $1`, [event.id])
}

/** Processes an event as another process would: its likes and follows do not share the batches of this process. */
export async function workElsewhere(event: OpenEvent): Promise<void> {
  const candidate = candidateOf(event.payload as Record<string, string>)
  if (!candidate) return work(event)
  await transaction((run) => reconcile(run, [candidate]))
}

/** Of a like or a follow; null of another event. */
function candidateOf({ authorId, userId, postId, followerId, followeeId }: Record<string, string>): Candidate | null {
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

/** Processes these events in this order. */
export async function workAll(events: OpenEvent[]): Promise<void> {
  for (const event of events) await work(event)
}

/** Resolves when this is done, or when so many connections wait for locks that it must be one of them. */
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
