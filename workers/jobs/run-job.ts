import { DelayedError, type Job } from 'bullmq'
import { type EventOf, parseEvent } from '@/lib/mutation/events'
import { findEvent, type OpenEvent, settle } from '@/lib/mutation/outbox'
import { type JobPayload, type JobRun, jobId, type QueueName } from '@/lib/mutation/queues'
import { isDatabaseAway } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import { isRedisTrouble } from '@/lib/redis/client'

/** Milliseconds. A job may arrive before its transaction commits; no transaction lives longer than this. */
const COMMIT_WITHIN = 30_000
/** Milliseconds after which a job that had to wait runs again. */
const RETRY_AFTER = 500
/**
 * Milliseconds during which an unavailable service does not count as a failure of the job. If it did, a restart of some
 * seconds would park every event under way. After this time something else may be wrong, so failures count.
 */
const AWAY_AT_MOST = 10 * 60_000

/** What a queue does with an event. It may run twice for one event, even at the same time, so it must be idempotent. */
export type Work<Queue extends QueueName> = (event: EventOf<Queue>, run: JobRun) => Promise<void>

type Task<Queue extends QueueName> = { queue: Queue; work: Work<Queue>; token: string | undefined }

/** Works on the event of a job. Throws when that fails, and BullMQ's DelayedError when the job has to wait. */
export async function runJob<Queue extends QueueName>(job: Job<JobPayload>, task: Task<Queue>): Promise<void> {
  try {
    await runEvent(job, task)
  } catch (error) {
    const waited = Date.now() - job.timestamp
    if (waited > AWAY_AT_MOST || !(isDatabaseAway(error) || isRedisTrouble(error))) throw error
    log.info({ queue: task.queue, event: job.data.eventId, error: String(error) }, 'job waits for a service')
    await runLater(job, task.token)
  }
}

async function runEvent<Queue extends QueueName>(job: Job<JobPayload>, { queue, work, token }: Task<Queue>) {
  const event = await findEvent(BigInt(job.data.eventId))
  if (event === 'done') return
  if (event === null) return Date.now() - job.timestamp > COMMIT_WITHIN ? undefined : runLater(job, token)
  await work(parseEvent(queue, event), { eventId: event.id, repeat: isRepeat(event, job) })
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
