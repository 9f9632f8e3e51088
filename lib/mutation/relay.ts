import { query } from '@/lib/postgres/db'
import { log } from '@/lib/process/log'
import { park } from './outbox'
import { enqueue, isQueueAway, jobId, type QueueName, queue } from './queues'

/** Rows per look; more are found by the next look, which follows at once. */
const BATCH = 200

type Claimed = { id: bigint; queue: QueueName; attempts: number; parked: boolean }

/**
 * Claims what is due. SKIP LOCKED lets several relays share the work; never "id above the last seen": ids are taken
 * before commit, and rows would be skipped. The next look at an event comes later and later.
 */
const CLAIM = {
  name: 'claim-events',
  text: `UPDATE "OutboxEvent" SET "dueAt" = now() + CASE
           WHEN "parkedAt" IS NOT NULL OR attempts >= 3 THEN interval '10 minutes'
           WHEN attempts = 2 THEN interval '2 minutes' WHEN attempts = 1 THEN interval '30 seconds' ELSE interval '10 seconds' END
         WHERE id IN (SELECT id FROM "OutboxEvent" WHERE "doneAt" IS NULL AND "dueAt" <= now()
                      ORDER BY "dueAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
         RETURNING id, queue, attempts, "parkedAt" IS NOT NULL AS parked`,
}

/**
 * One look of the relay: hands over what its writer could not, and takes care of what was handed over but never
 * finished (a flushed queue, a job that failed for good). Returns how many events it claimed. While the queue is away it
 * claims nothing, so that nothing waits longer than the outage.
 */
export async function relay(): Promise<number> {
  if (isQueueAway()) return 0
  const claimed = await query<Claimed>(CLAIM)
  const results = await Promise.allSettled(claimed.map(handOverAgain))
  const failed = claimed.filter((_, index) => results[index]?.status === 'rejected')
  if (failed.length > 0) await releaseSoon(failed)
  return claimed.length - failed.length
}

async function handOverAgain({ id, queue: name, attempts, parked }: Claimed): Promise<void> {
  const state = await queue(name).getJobState(jobId(id, attempts))
  if (state === 'waiting' || state === 'delayed' || state === 'active' || state === 'prioritized') return
  // Its worker died before it could say so.
  if (state === 'failed' && !parked) return park(id, 'failed')
  const attempt = attempts + 1
  await enqueue([{ queue: name, eventId: id, attempt }])
  // After the hand-over: dying in between hands the same job id over again, which the queue ignores.
  await query(`UPDATE "OutboxEvent" SET attempts = GREATEST(attempts, $2) WHERE id = $1`, [id, attempt])
}

/** The queue went away while we were at it: that is no failure of these events. */
async function releaseSoon(failed: Claimed[]): Promise<void> {
  log.info({ events: failed.length }, 'queue away, events wait')
  await query(`UPDATE "OutboxEvent" SET "dueAt" = now() + interval '1 second' WHERE id = ANY ($1::bigint[])`, [
    failed.map(({ id }) => id),
  ])
}
