import { type ConnectionOptions, type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { park } from '@/lib/mutation/outbox'
import { eventOfJob, type JobPayload, type Lane, type QueueName, queueRedisUrl } from '@/lib/mutation/queues'
import { log } from '@/lib/process/log'
import { connectRedis } from '@/lib/redis/client'
import { runJob, type Work } from './run-job'

/** Milliseconds after which the job of a killed worker is given to another. */
const LOCK = 10_000
const LOOK_FOR_STALLED = 5_000
/** Milliseconds. A worker asks for the next job and waits for up to 10 seconds, so silence is longer than that. */
const SILENCE = 12_000
/** Milliseconds from a failed look for the next job to the next look. */
const LOOK_AGAIN_AFTER = 1_000
/** Milliseconds for which closing waits for running jobs. */
const CLOSE_WITHIN = 15_000

export type RunningWorker = {
  /** The lane in which its jobs wait. */
  queue: Lane
  connection: Redis
  worker: Worker<JobPayload>
  /** How many jobs it has begun and ended: a number that grows while it works. */
  progress: () => number
  /** How many jobs it works on now. */
  running: () => number
  /** Takes no more jobs, and resolves when the running ones have ended. */
  close: () => Promise<void>
}

type Options<Queue extends QueueName> = {
  concurrency: number
  /** The lane in which its jobs wait; by default that of the queue. */
  lane?: Lane
  work: Work<Queue>
  /** Waits for what `work` has started and not waited for. Must not throw. */
  finish?: () => Promise<void>
}

/** Works on one queue. An event that fails in all its attempts is parked. */
export function startWorker<Queue extends QueueName>(
  queue: Queue,
  { concurrency, lane = queue, work, finish }: Options<Queue>,
): RunningWorker {
  const connection = connectRedis(`worker-${lane}`, queueRedisUrl, {
    maxRetriesPerRequest: null,
    socketTimeout: SILENCE,
  })
  let running = 0
  const runCounted = async (job: Job<JobPayload>, token?: string) => {
    running++
    try {
      await runJob(job, { queue, work, token })
    } finally {
      running--
    }
  }
  const worker = new Worker<JobPayload>(lane, runCounted, {
    connection: connection as unknown as ConnectionOptions,
    concurrency,
    lockDuration: LOCK,
    stalledInterval: LOOK_FOR_STALLED,
    runRetryDelay: LOOK_AGAIN_AFTER,
    // By default a job whose worker was killed twice fails for good. The outbox retries and parks, so the job may go on.
    maxStalledCount: 100,
  })
  worker.on('error', (error) => log.warn({ queue: lane, error: error.message }, 'worker'))
  let steps = 0
  for (const event of ['active', 'completed', 'failed'] as const) worker.on(event, () => void steps++)
  worker.on('failed', (job, error) => void noteFailure(lane, job, error))
  const close = async () => {
    await closeWorker(worker, connection)
    await finish?.()
  }
  return { queue: lane, connection, worker, progress: () => steps, running: () => running, close }
}

async function noteFailure(queue: Lane, job: Job<JobPayload> | undefined, error: Error): Promise<void> {
  log.error({ queue, event: job?.id, attempt: job?.attemptsMade, error: error.message }, 'job failed')
  if (!job || job.attemptsMade < (job.opts.attempts ?? 1)) return
  // If this does not succeed, the relay finds the failed job and parks its event.
  await park(eventOfJob(job.id), error.message).catch(() => undefined)
}

/** BullMQ's own close has no deadline. Jobs that do not end in time are taken over by another worker. */
async function closeWorker(worker: Worker, connection: Redis): Promise<void> {
  const late = setTimeout(() => connection.disconnect(), CLOSE_WITHIN)
  await worker.close().catch(() => undefined)
  clearTimeout(late)
  connection.disconnect()
}
