import { type Tx, query } from './db'
import { env } from './env'
import { AppError, hasCode } from './errors'
import { log } from './log'
import { enqueue, type QueueName } from './queues'
import type { OutboxEvent } from './events'

/** The writer hands over itself right after commit; the relay looks after this long (seconds). */
const HAND_OVER_GRACE = 3

/** An event that is committed, or will be with its transaction. */
export type RecordedEvent = { id: bigint; queue: QueueName }

/** Writes the intent to deliver into the transaction of the fact. One row is one job for one queue. */
export async function record(tx: Tx, event: OutboxEvent): Promise<RecordedEvent> {
  const { queue, type, ...payload } = event
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

/**
 * Policy `rollback`: no queue, no post. Called inside the transaction, so throwing undoes it. Under `proceed` does nothing.
 */
export async function requireHandOver(events: RecordedEvent[]): Promise<void> {
  if (env.QUEUE_FAILURE_POLICY !== 'rollback') return
  try {
    await enqueue(events.map(({ id, queue }) => ({ queue, eventId: id, attempt: 0 })))
  } catch (error) {
    if (!hasCode(error, 'redis_away')) throw error
    throw new AppError('queue_away', 'Posts cannot be delivered right now, so yours was not stored. Please try again.', {
      retryAfter: 2,
      cause: error,
    })
  }
}

/** Marks an event as done. Repeatable. */
export async function settle(eventId: bigint): Promise<void> {
  await query(
    { name: 'settle', text: `UPDATE "OutboxEvent" SET "doneAt" = now(), "parkedAt" = NULL WHERE id = $1 AND "doneAt" IS NULL` },
    [eventId],
  )
}
