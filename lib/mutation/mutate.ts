import { inShare, type Share } from '@/lib/postgres/pool-share'
import { db, type Tx } from '@/lib/postgres/prisma'
import type { RunStatement } from '@/lib/postgres/statement'
import type { OutboxEvent } from './events'
import { findAnswer, type IdempotencyKey, rememberAnswer } from './idempotency'
import { enqueueEvents, type RecordedEvent, record, requireEnqueued, requireQueue } from './outbox'

/** What a mutation works with. */
export type Mutation = {
  /** The transaction, for model calls and tagged SQL. */
  tx: Tx
  /** Runs named statements in the transaction: for sets that jobs change with the same statements, not for single rows. */
  run: RunStatement
  /** Records an event that follows from the change. */
  record: (event: OutboxEvent) => Promise<RecordedEvent>
}

/** Milliseconds that a request waits for a row that others have locked. */
export const LOCK_TIMEOUT = 3_000

type Options = {
  key?: IdempotencyKey | null
  /** With QUEUE_FAILURE_POLICY=rollback the events must be enqueued before the transaction commits. */
  needsQueue?: boolean
  /** Of the pool. Sessions have one of their own, so that people can sign in and out while other writes wait for a lock. */
  share?: Share
  /** What to do with the committed events. Must not throw. By default they are enqueued. */
  afterCommit?: (events: RecordedEvent[]) => Promise<void>
}

/**
 * How a request changes stored facts. The facts, the events that follow from them and the idempotency key commit together or
 * not at all. After commit the events are enqueued; the answer does not wait for that. With a key, a repeated call returns
 * the answer of the first one and changes nothing, so the answer must be plain JSON.
 *
 * Two changes do not need this, because no event follows from them: marks of the bell (change-marks.ts, which shares its
 * statements with jobs) and the time at which a session was last used (find-viewer.ts).
 */
export async function mutate<T extends object | null>(
  work: (mutation: Mutation) => Promise<T>,
  { key, needsQueue, share = 'writes', afterCommit = enqueueEvents }: Options = {},
): Promise<T> {
  const events: RecordedEvent[] = []
  let enqueued = false
  const attempt = () =>
    db.$transaction(
      async (tx) => {
        await limitWaiting(tx)
        const earlier = key ? await findAnswer<T>(tx, key) : null
        if (earlier) return earlier
        if (needsQueue) requireQueue()
        const fresh = await work({ tx, run: runIn(tx), record: (event) => noted(record(tx, event), events) })
        if (key && fresh) await rememberAnswer(tx, key, fresh)
        if (needsQueue) enqueued = await requireEnqueued(events)
        return fresh
      },
      // Milliseconds: how long to wait for a connection, and how long the transaction may take.
      { maxWait: 1500, timeout: 5000 },
    )
  const answer = await inShare(share, attempt)
  if (!enqueued) void afterCommit(events)
  return answer
}

/**
 * PostgreSQL gives up what waits for a lock, or takes as long as the transaction may. The limit of the transaction alone would leave
 * the statement running, and its connection occupied.
 */
async function limitWaiting(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    SELECT set_config('lock_timeout', ${String(LOCK_TIMEOUT)}, true), set_config('statement_timeout', '5000', true)`
}

/** Prisma has no other call for a statement whose text is made at the start of the process; its values stay parameters. */
function runIn(tx: Tx): RunStatement {
  return ({ text }, values = []) => tx.$queryRawUnsafe(text, ...values)
}

async function noted(recording: Promise<RecordedEvent>, events: RecordedEvent[]): Promise<RecordedEvent> {
  const event = await recording
  events.push(event)
  return event
}
