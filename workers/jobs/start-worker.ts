import { type ConnectionOptions, DelayedError, type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { findEvent, type OpenEvent, park, settle } from '@/lib/mutation/outbox'
import { type JobPayload, jobId, type QueueName, queueRedisUrl } from '@/lib/mutation/queues'
import { isDatabaseAway } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import { connectRedis, isRedisTrouble } from '@/lib/redis/client'

/** Milliseconds. A job may arrive before its transaction commits; no transaction lives longer than this. */
const COMMIT_WITHIN = 30_000
const LOOK_AGAIN = 500
/**
 * Milliseconds for which it is no failure of a job when a service is away: counted as failures, a restart of some seconds
 * would send what is on its way to the slow lane. Longer than that, something else may be wrong.
 */
const AWAY_AT_MOST = 10 * 60_000

/** Milliseconds after which the job of a killed worker is given to another. */
const LOCK = 10_000
const LOOK_FOR_STALLED = 5_000

export type Work = (event: OpenEvent, run: { repeat: boolean }) => Promise<void>

/** What a running worker can be asked. `close` lets running jobs end. */
export type RunningWorker = {
  queue: QueueName
  connection: Redis
  worker: Worker<JobPayload>
  close: () => Promise<void>
}

/**
 * Works on one queue. `work` may run twice for one event, also at the same time (a worker that was thought dead), so it
 * must be harmless to repeat; `repeat` tells it that an earlier run may have done some of it.
 */
export function startWorker(
  queue: QueueName,
  { concurrency, work }: { concurrency: number; work: Work },
): RunningWorker {
  const connection = connectRedis(`worker-${queue}`, queueRedisUrl, { maxRetriesPerRequest: null })
  const worker = new Worker<JobPayload>(queue, (job, token) => runJob(job, work, token), {
    connection: connection as unknown as ConnectionOptions,
    concurrency,
    lockDuration: LOCK,
    stalledInterval: LOOK_FOR_STALLED,
    // A job whose worker was killed twice would fail for good; the outbox owns the promise, so let it go on.
    maxStalledCount: 100,
  })
  worker.on('error', (error) => log.warn({ queue, error: error.message }, 'worker'))
  worker.on('failed', (job, error) => void noteFailure(queue, job, error))
  return { queue, connection, worker, close: () => closeWorker(worker, connection) }
}

async function runJob(job: Job<JobPayload>, work: Work, token: string | undefined): Promise<void> {
  try {
    await runEvent(job, work, token)
  } catch (error) {
    const waited = Date.now() - job.timestamp
    if (waited > AWAY_AT_MOST || !(isDatabaseAway(error) || isRedisTrouble(error))) throw error
    log.info({ queue: job.queueName, event: job.data.eventId, error: String(error) }, 'job waits for a service')
    await runLater(job, token)
  }
}

async function runEvent(job: Job<JobPayload>, work: Work, token: string | undefined): Promise<void> {
  const event = await findEvent(BigInt(job.data.eventId))
  if (event === 'done') return
  if (event === null) return Date.now() - job.timestamp > COMMIT_WITHIN ? undefined : runLater(job, token)
  await work(event, { repeat: isRepeat(event, job) })
  await settle(event.id)
  metrics.deliveryLag.observe({ queue: event.queue }, (Date.now() - event.createdAt.getTime()) / 1000)
}

/** By the job's own number too: the relay writes it into the row only after it has handed the job over. */
function isRepeat(event: OpenEvent, job: Job<JobPayload>): boolean {
  const first = event.attempts === 0 && job.id === jobId(event.id, 0)
  return !first || job.attemptsStarted > 1 || job.stalledCounter > 0
}

/** Does not count as a failure. */
async function runLater(job: Job<JobPayload>, token: string | undefined): Promise<never> {
  await job.moveToDelayed(Date.now() + LOOK_AGAIN, token)
  throw new DelayedError()
}

async function noteFailure(queue: QueueName, job: Job<JobPayload> | undefined, error: Error): Promise<void> {
  log.error({ queue, event: job?.data.eventId, attempt: job?.attemptsMade, error: error.message }, 'job failed')
  if (!job || job.attemptsMade < (job.opts.attempts ?? 1)) return
  // If this does not succeed, the relay finds the failed job and parks its event.
  await park(BigInt(job.data.eventId), error.message).catch(() => undefined)
}

/** BullMQ's own close has no deadline; what does not end in time is taken over by another worker. */
async function closeWorker(worker: Worker, connection: Redis): Promise<void> {
  const late = setTimeout(() => connection.disconnect(), 15_000)
  await worker.close().catch(() => undefined)
  clearTimeout(late)
  connection.disconnect()
}
