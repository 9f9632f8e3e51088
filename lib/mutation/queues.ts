import { type ConnectionOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { withDeadline } from '@/lib/async/deadline'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'
import { connectRedis, isRedisAway, type Target, withinBudget } from '@/lib/redis/client'
import { queueRunKey } from '@/lib/redis/keys'

/** Each queue has a worker, in the file of its name in workers/jobs. */
export const QUEUES = ['fan-out', 'notify', 'graph', 'standing'] as const
export type QueueName = (typeof QUEUES)[number]

/** A job only names its event. Everything else is read from the database when the job runs. */
export type JobPayload = { eventId: string }

/** One run of a job on its event. `repeat`: an earlier run may have done some of the work. */
export type JobRun = { eventId: bigint; repeat: boolean }

/** How often a job is tried before its event is parked. */
export const JOB_ATTEMPTS = 5

export const queueRedisUrl = env.QUEUE_REDIS_URL ?? env.REDIS_URL

let producer: Redis | undefined

/** The connection for adding jobs. While the queue is away it fails at once, so that callers do not wait. */
const target = once('queue-target', (): Target => ({ client: connectProducer, awayUntil: 0, probing: false }))

function connectProducer(): Redis {
  producer ??= connectRedis('producer', queueRedisUrl, {
    enableOfflineQueue: false,
    commandTimeout: 800,
    maxRetriesPerRequest: 1,
  })
  return producer
}

const queues = once('queues', () => new Map<QueueName, Queue<JobPayload>>())

/** A queue to add jobs to, opened at first use. */
export function queue(name: QueueName): Queue<JobPayload> {
  const known = queues.get(name)
  if (known) return known
  const made = new Queue<JobPayload>(name, {
    // BullMQ types its connection by its own copy of the ioredis types.
    connection: target.client() as unknown as ConnectionOptions,
    // The check runs once. If it fails because Redis is away, the queue would refuse jobs until the process is restarted.
    skipVersionCheck: true,
  })
  made.on('error', (error) => log.warn({ queue: name, error: error.message }, 'queue'))
  queues.set(name, made)
  return made
}

/** One id per event and attempt. BullMQ ignores a job whose id it still knows, so a second attempt needs another id. */
export function jobId(eventId: bigint | string, attempt: number): string {
  return `event-${eventId}-${attempt}`
}

/** The event of a job. By its id and not by its data, which may be gone: a server without memory removes it, and keeps the id. */
export function eventOfJob(id: string | undefined): bigint {
  const [, eventId] = /^event-(\d+)-\d+$/.exec(id ?? '') ?? []
  if (!eventId) throw new Error(`a job with the id ${id} has no event`)
  return BigInt(eventId)
}

export type NewJob = { queue: QueueName; eventId: bigint | string; attempt: number }

/** True while jobs cannot be added. */
export function isQueueAway(): boolean {
  return isRedisAway(target)
}

/** Adds jobs to their queues within the Redis budget, or throws `redis_away`. Idempotent: a known job id is ignored. */
export async function enqueue(jobs: NewJob[]): Promise<void> {
  await withinBudget(() => Promise.all(jobs.map((job) => addJob(job))), target)
}

/**
 * Calls `recover` when jobs may be lost: the server of the queues was started again, has another's data or was flushed since
 * the last call that succeeded, by whatever process.
 */
export async function recoverLostJobs(recover: () => Promise<void>): Promise<void> {
  const [info, seen] = await withinBudget(
    (client) => Promise.all([client.info('server'), client.get(queueRunKey)]),
    target,
  )
  const run = /run_id:(\w+)/.exec(info)?.[1] ?? ''
  if (seen === run) return
  await recover()
  await withinBudget((client) => client.set(queueRunKey, run), target)
}

function addJob({ queue: name, eventId, attempt }: NewJob) {
  return queue(name).add(
    'event',
    { eventId: String(eventId) },
    {
      jobId: jobId(eventId, attempt),
      attempts: JOB_ATTEMPTS,
      backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
      removeOnComplete: true,
      // Kept for a day so that operators can see it. The event itself stays in the outbox.
      removeOnFail: { age: 86_400, count: 1000 },
    },
  )
}

/**
 * Opens every queue. Waits for the connection for at most two seconds, because a process must start while the queue is away.
 */
export async function openQueues(): Promise<void> {
  const connected = Promise.all(QUEUES.map((name) => queue(name).waitUntilReady())).catch(() => undefined)
  await withDeadline(connected, 2000, () => new Error('the queue is slow')).catch(() => undefined)
}

/** Closes all queues and their connection. */
export async function closeQueues(): Promise<void> {
  await Promise.all([...queues.values()].map((opened) => opened.close().catch(() => undefined)))
  queues.clear()
  producer?.disconnect()
  producer = undefined
}
