import { DelayedError, type Job } from 'bullmq'
import { type EventOf, parseEvent } from '@/lib/mutation/events'
import { findEvent, type OpenEvent, settle } from '@/lib/mutation/outbox'
import { eventOfJob, type JobPayload, type JobRun, jobId, partsOf, type QueueName } from '@/lib/mutation/queues'
import { isCancelled, isDatabaseAway } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import { isRedisTrouble } from '@/lib/redis/redis-error'

/** Milliseconds after which a job that had to wait runs again. */
const RETRY_AFTER = 500
/** How often a job may find that its transaction has not committed. No transaction lives as long as that takes: 30 seconds. */
const MOST_COMMIT_WAITS = 30_000 / RETRY_AFTER
/**
 * Milliseconds. A job whose statement PostgreSQL cancels after a shorter time is not the reason; one that runs longer may be, and
 * then it fails.
 */
const CANCELLED_SOON = 5_000

/** What a queue does with an event. It may run twice for one event, even at the same time, so it must be idempotent. */
export type Work<Queue extends QueueName> = (event: EventOf<Queue>, run: JobRun) => Promise<Progress>

/** `continues`: another job of this event does the rest, so the event stays open. Otherwise it is done. */
// biome-ignore lint/suspicious/noConfusingVoidType: most work has nothing to say
type Progress = void | 'continues'

type Task<Queue extends QueueName> = { queue: Queue; work: Work<Queue>; token: string | undefined }

/** Works on the event of a job. Throws when that fails, and BullMQ's DelayedError when the job has to wait. */
export async function runJob<Queue extends QueueName>(job: Job<JobPayload>, task: Task<Queue>): Promise<void> {
  const began = performance.now()
  try {
    await runEvent(job, task)
  } catch (error) {
    if (!isOutage(error, performance.now() - began)) throw error
    log.info({ queue: task.queue, event: job.id, error: String(error) }, 'job waits for a service')
    await runLater(job, task.token)
  }
}

/**
 * An outage does not count as a failure of the job, however long it is. If it did, a restart of some seconds would park every
 * event under way.
 */
function isOutage(error: unknown, took: number): boolean {
  if (isRedisTrouble(error)) return true
  return isCancelled(error) ? took < CANCELLED_SOON : isDatabaseAway(error)
}

async function runEvent<Queue extends QueueName>(job: Job<JobPayload>, { queue, work, token }: Task<Queue>) {
  const event = await findEvent(eventOfJob(job.id))
  if (event === 'done') return
  if (event === null) return job.attemptsStarted > MOST_COMMIT_WAITS ? undefined : runLater(job, token)
  const { attempt } = partsOf(job.id)
  const after = job.data.after === undefined ? null : BigInt(job.data.after)
  const run = { eventId: event.id, attempt, repeat: isRepeat(event, job), after }
  if ((await work(parseEvent(queue, event), run)) === 'continues') return
  await settle(event.id)
  metrics.deliveryLag.observe({ queue }, (Date.now() - event.createdAt.getTime()) / 1000)
}

/** The number in the job's id counts too: the relay updates `attempts` of the row only after it has enqueued the job. */
function isRepeat(event: OpenEvent, job: Job<JobPayload>): boolean {
  const first = event.attempts === 0 && job.id === jobId(event.id, 0)
  return !first || job.attemptsStarted > 1 || job.stalledCounter > 0
}

/** Does not count as a failure. */
async function runLater(job: Job<JobPayload>, token: string | undefined): Promise<never> {
  await job.moveToDelayed(Date.now() + RETRY_AFTER, token)
  throw new DelayedError()
}
