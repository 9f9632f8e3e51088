import { query } from '@/lib/postgres/query'
import { bigint, bool, int, NOTHING, type RowOf, statement, text } from '@/lib/postgres/statement'
import { log } from '@/lib/process/log'
import { whenAway } from '@/lib/redis/client'
import { park } from './outbox'
import { enqueue, isQueueAway, jobId, type Lane, type QueueName, queue, REST, recoverLostJobs } from './queues'

/** Rows per run. When there are more, the next run follows at once. */
const BATCH = 200

const CLAIMED = {
  id: bigint(),
  queue: text<QueueName>(),
  attempts: int(),
  parked: bool(),
}

type Claimed = RowOf<typeof CLAIMED>

/**
 * Claims events that are due, and makes each due again after a delay that grows with its attempts. SKIP LOCKED lets several
 * relays share the work. Reading "ids above the last seen" instead would skip rows: ids are taken before their transactions
 * commit, and those do not commit in that order.
 */
const CLAIM = statement(
  'claim-events',
  CLAIMED,
  `UPDATE "OutboxEvent" SET "dueAt" = now() + CASE
     WHEN "parkedAt" IS NOT NULL OR attempts >= 3 THEN interval '10 minutes'
     WHEN attempts = 2 THEN interval '2 minutes' WHEN attempts = 1 THEN interval '30 seconds' ELSE interval '10 seconds' END
   WHERE id IN (SELECT id FROM "OutboxEvent" WHERE "doneAt" IS NULL AND "dueAt" <= now()
                ORDER BY "dueAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
   RETURNING id, queue, attempts, "parkedAt" IS NOT NULL AS parked`,
)

/** After jobs were lost: an event whose job was there at the last look does not wait for the next one. */
const MAKE_DUE = statement(
  'make-open-events-due',
  NOTHING,
  `UPDATE "OutboxEvent" SET "dueAt" = now() WHERE "doneAt" IS NULL AND "parkedAt" IS NULL AND "dueAt" > now()`,
)

/** `$1` is the event, `$2` the attempt. */
const COUNT_ATTEMPT = statement(
  'count-attempt-of-event',
  NOTHING,
  `UPDATE "OutboxEvent" SET attempts = GREATEST(attempts, $2) WHERE id = $1`,
)

const RELEASE_SOON = statement(
  'release-events-soon',
  NOTHING,
  `UPDATE "OutboxEvent" SET "dueAt" = now() + interval '1 second' WHERE id = ANY ($1::bigint[])`,
)

/**
 * One run of the relay. Enqueues events that their writer could not enqueue, and those that were enqueued but not finished
 * (a flushed queue, a job that failed for good). Returns how many events it claimed. While the queue is away it claims
 * nothing: a claim delays the next attempt, and events would wait longer than the outage.
 */
export async function relay(): Promise<number> {
  if (isQueueAway() || !(await lookForLostJobs())) return 0
  const claimed = await query(CLAIM)
  const results = await Promise.allSettled(claimed.map(enqueueAgain))
  const failed = claimed.filter((_, index) => results[index]?.status === 'rejected')
  if (failed.length > 0) await releaseSoon(failed)
  return claimed.length - failed.length
}

/** False when the queue is away. */
function lookForLostJobs(): Promise<boolean> {
  const looked = recoverLostJobs(async () => void (await query(MAKE_DUE)))
  return whenAway(
    looked.then(() => true),
    false,
  )
}

async function enqueueAgain({ id, queue: name, attempts, parked }: Claimed): Promise<void> {
  const known = jobId(id, attempts)
  const { lane, state } = await findJob(name, known)
  if (state === 'delayed') return promote(lane, known)
  if (state === 'waiting' || state === 'active' || state === 'prioritized') return
  // All attempts have failed, but the worker could not park the event: it died, or the database was away.
  if (state === 'failed' && !parked) return park(id, 'failed')
  const attempt = attempts + 1
  await enqueue([{ queue: name, eventId: id, attempt }])
  // After enqueueing. If the process dies in between, the same job id is enqueued again, which the queue ignores.
  await query(COUNT_ATTEMPT, [id, attempt])
}

/** A fan-out continues in another lane. */
async function findJob(name: QueueName, known: string) {
  const lanes: Lane[] = name === 'fan-out' ? [name, REST] : [name]
  const found = await Promise.all(lanes.map(async (lane) => ({ lane, state: await queue(lane).getJobState(known) })))
  return found.find(({ state }) => state !== 'unknown') ?? { lane: name, state: 'unknown' as const }
}

/**
 * A delay is shorter than the time to the relay's next look. One that is not over by then was made before the clock of a machine
 * was set back. A job that has begun meanwhile needs no help.
 */
async function promote(name: Lane, known: string): Promise<void> {
  const job = await queue(name).getJob(known)
  await job?.promote().catch(() => undefined)
}

/** The queue became unavailable during this run. That is no failure of these events, so they are due again in a second. */
async function releaseSoon(failed: Claimed[]): Promise<void> {
  log.info({ events: failed.length }, 'queue away, events wait')
  await query(RELEASE_SOON, [failed.map(({ id }) => id)])
}
