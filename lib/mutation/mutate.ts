import { db, type Tx } from '@/lib/postgres/db'
import type { OutboxEvent } from './events'
import { findAnswer, type IdempotencyKey, rememberAnswer } from './idempotency'
import { handOver, type RecordedEvent, record, requireHandOver, requireQueue } from './outbox'

/** What a mutation works with: the transaction, and where to write down what must follow from it. */
export type Mutation = { tx: Tx; record: (event: OutboxEvent) => Promise<RecordedEvent> }

type Options = {
  key?: IdempotencyKey | null
  /** Under QUEUE_FAILURE_POLICY=rollback the queue must have taken the events before the transaction commits. */
  needsQueue?: boolean
  /** What to do with the events once they are committed. Must not throw. By default they are handed to their queues. */
  afterCommit?: (events: RecordedEvent[]) => Promise<void>
}

/**
 * The one way to change something: facts, the intents that follow from them and the idempotency key commit together or
 * not at all. After commit the events are handed to their queues without keeping the answer waiting. With a key, a
 * repeated call returns the first one's answer and changes nothing; the answer must then be plain JSON.
 */
export async function mutate<T extends object | null>(
  work: (mutation: Mutation) => Promise<T>,
  { key, needsQueue, afterCommit = handOver }: Options = {},
): Promise<T> {
  const events: RecordedEvent[] = []
  let handedOver = false
  const answer = await db.$transaction(
    async (tx) => {
      const earlier = key ? await findAnswer<T>(tx, key) : null
      if (earlier) return earlier
      if (needsQueue) requireQueue()
      const fresh = await work({ tx, record: (event) => keep(record(tx, event), events) })
      if (key && fresh) await rememberAnswer(tx, key, fresh)
      if (needsQueue) handedOver = await requireHandOver(events)
      return fresh
    },
    // Milliseconds: how long to wait for a connection, and how long a transaction may hold one.
    { maxWait: 1500, timeout: 5000 },
  )
  if (!handedOver) void afterCommit(events)
  return answer
}

async function keep(recording: Promise<RecordedEvent>, events: RecordedEvent[]): Promise<RecordedEvent> {
  const event = await recording
  events.push(event)
  return event
}
