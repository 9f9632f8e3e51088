import type { Tx } from '@/lib/postgres/prisma'
import { query } from '@/lib/postgres/query'
import { bigint, int, jsonb, NOTHING, nullable, type RowOf, statement, text, time } from '@/lib/postgres/statement'
import { env } from '@/lib/process/env'
import { AppError, hasCode } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { encodeEvent, type OutboxEvent } from './events'
import { enqueue, isQueueAway, type QueueName } from './queues'

/** Seconds after which the relay enqueues an event. Before that its writer does so itself, right after commit. */
const RELAY_AFTER = 3

/** An event that is committed, or will be with its transaction. */
export type RecordedEvent = { id: bigint; queue: QueueName }

/** Records an event in the transaction of the fact, so that both commit or neither does. One row is one job of one queue. */
export async function record(tx: Tx, event: OutboxEvent): Promise<RecordedEvent> {
  const { queue, type, payload } = encodeEvent(event)
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt")
    VALUES (${queue}, ${type}, ${JSON.stringify(payload)}::jsonb, now() + make_interval(secs => ${RELAY_AFTER}))
    RETURNING id`
  const [row] = rows
  if (!row) throw new Error('the outbox returned no row')
  return { id: row.id, queue }
}

/** Enqueues committed events. Never throws: the relay enqueues those that could not be enqueued now. */
export async function enqueueEvents(events: RecordedEvent[]): Promise<void> {
  if (events.length === 0) return
  try {
    await enqueue(events.map(({ id, queue }) => ({ queue, eventId: id, attempt: 0 })))
  } catch (error) {
    log.info({ events: events.length, error: String(error) }, 'events left to the relay')
  }
}

/** Under the policy `rollback`: throws `queue_away` while the queue is known to be away, before anything is written. */
export function requireQueue(): void {
  if (env.QUEUE_FAILURE_POLICY === 'rollback' && isQueueAway()) throw queueAway()
}

/**
 * Under the policy `rollback`: enqueues events inside the transaction, or throws `queue_away`, which rolls it back. Under
 * `proceed`: does nothing and returns false.
 */
export async function requireEnqueued(events: RecordedEvent[]): Promise<boolean> {
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

const SETTLE = statement(
  'settle-event',
  NOTHING,
  `UPDATE "OutboxEvent" SET "doneAt" = now(), "parkedAt" = NULL WHERE id = $1 AND "doneAt" IS NULL`,
)

/** Marks an event as done. Idempotent. */
export async function settle(eventId: bigint): Promise<void> {
  await query(SETTLE, [eventId])
}

/** An event that is not done, as its row has it. `parseEvent` reads type and payload. */
const OPEN_EVENT = {
  id: bigint(),
  queue: text<QueueName>(),
  type: text(),
  payload: jsonb<Record<string, unknown>>(),
  attempts: int(),
  createdAt: time(),
}

export type OpenEvent = RowOf<typeof OPEN_EVENT>

const FIND = statement(
  'find-event',
  { ...OPEN_EVENT, doneAt: nullable(time()) },
  `SELECT id, queue, type, payload, attempts, "createdAt", "doneAt" FROM "OutboxEvent" WHERE id = $1`,
)

/** `done` when no work is left. Null when there is no such event, or when its transaction has not committed yet. */
export async function findEvent(eventId: bigint): Promise<OpenEvent | 'done' | null> {
  const [row] = await query(FIND, [eventId])
  if (!row) return null
  return row.doneAt ? 'done' : row
}

/** `$1` is the event, `$2` the error. */
const PARK = statement(
  'park-event',
  NOTHING,
  `UPDATE "OutboxEvent" SET "parkedAt" = COALESCE("parkedAt", now()), "dueAt" = now() + interval '10 minutes', "lastError" = $2
   WHERE id = $1 AND "doneAt" IS NULL`,
)

/**
 * Parks an event whose job has failed in all its attempts. It stays visible with its last error and is not dropped: the relay
 * tries it every ten minutes, and an operator can try it at once.
 */
export async function park(eventId: bigint, error: string): Promise<void> {
  await query(PARK, [eventId, error.slice(0, 500)])
}
