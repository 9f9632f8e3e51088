import { query, type Tx } from '@/lib/postgres/db'
import { env } from '@/lib/process/env'
import { AppError, hasCode } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { encodeEvent, type OutboxEvent } from './events'
import { enqueue, isQueueAway, type QueueName } from './queues'

/** The writer hands over itself right after commit; the relay looks after this long (seconds). */
const HAND_OVER_GRACE = 3

/** An event that is committed, or will be with its transaction. */
export type RecordedEvent = { id: bigint; queue: QueueName }

/** Writes the intent to deliver into the transaction of the fact. One row is one job for one queue. */
export async function record(tx: Tx, event: OutboxEvent): Promise<RecordedEvent> {
  const { queue, type, payload } = encodeEvent(event)
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt")
    VALUES (${queue}, ${type}, ${JSON.stringify(payload)}::jsonb, now() + make_interval(secs => ${HAND_OVER_GRACE}))
    RETURNING id`
  const [row] = rows
  if (!row) throw new Error('the outbox returned no row')
  return { id: row.id, queue }
}

/**
 * Gives committed events to their queues now. Never throws and is not awaited by answers: what it cannot hand over, the
 * relay will.
 */
export async function handOver(events: RecordedEvent[]): Promise<void> {
  if (events.length === 0) return
  try {
    await enqueue(events.map(({ id, queue }) => ({ queue, eventId: id, attempt: 0 })))
  } catch (error) {
    log.info({ events: events.length, error: String(error) }, 'handed over to the relay')
  }
}

/** Policy `rollback`: refuses at once while the queue is known to be away, before anything is written or waited for. */
export function requireQueue(): void {
  if (env.QUEUE_FAILURE_POLICY === 'rollback' && isQueueAway()) throw queueAway()
}

/**
 * Policy `rollback`: no queue, no post. Called inside the transaction, so throwing undoes it. Under `proceed` does nothing
 * and answers false.
 */
export async function requireHandOver(events: RecordedEvent[]): Promise<boolean> {
  if (env.QUEUE_FAILURE_POLICY !== 'rollback') return false
  try {
    await enqueue(events.map(({ id, queue }) => ({ queue, eventId: id, attempt: 0 })))
    return true
  } catch (error) {
    if (!hasCode(error, 'redis_away')) throw error
    throw queueAway(error)
  }
}

function queueAway(cause?: unknown): AppError {
  const message = 'Posts cannot be delivered right now, so yours was not stored. Please try again.'
  return new AppError('queue_away', message, { retryAfter: 2, cause })
}

/** Marks an event as done. Repeatable. */
export async function settle(eventId: bigint): Promise<void> {
  await query(
    {
      name: 'settle',
      text: `UPDATE "OutboxEvent" SET "doneAt" = now(), "parkedAt" = NULL WHERE id = $1 AND "doneAt" IS NULL`,
    },
    [eventId],
  )
}

/** An event as the worker finds it. */
export type OpenEvent = {
  id: bigint
  queue: QueueName
  type: string
  payload: Record<string, unknown>
  attempts: number
  createdAt: Date
}

/** `open`: work on it; `done`: nothing to do; null: not there (yet: its transaction may not have committed). */
export async function findEvent(eventId: bigint): Promise<OpenEvent | 'done' | null> {
  const [row] = await query<OpenEvent & { doneAt: Date | null }>(
    {
      name: 'find-event',
      text: `SELECT id, queue, type, payload, attempts, "createdAt", "doneAt" FROM "OutboxEvent" WHERE id = $1`,
    },
    [eventId],
  )
  if (!row) return null
  return row.doneAt ? 'done' : row
}

/** Puts an event that keeps failing into the slow lane: visible, tried every ten minutes and by hand, never dropped. */
export async function park(eventId: bigint, error: string): Promise<void> {
  await query(
    `UPDATE "OutboxEvent" SET "parkedAt" = COALESCE("parkedAt", now()), "dueAt" = now() + interval '10 minutes', "lastError" = $2
     WHERE id = $1 AND "doneAt" IS NULL`,
    [eventId, error.slice(0, 500)],
  )
}
