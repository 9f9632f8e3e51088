import { type ConnectionOptions, type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { withDeadline } from '@/lib/async/deadline'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'
import { connectRedis, isRedisAway, type Target, withinBudget } from '@/lib/redis/client'
import { burstKey, queueRunKey } from '@/lib/redis/keys'

/** Each queue has a worker, in the file of its name in workers/jobs. */
export const QUEUES = ['fan-out', 'notify', 'graph', 'standing'] as const
export type QueueName = (typeof QUEUES)[number]

/**
 * Events of `fan-out` whose posts have many recipients continue here after the first of them, so that others wait for one chunk
 * at most and not for all of them.
 */
export const REST = 'fan-out-rest'
export const LANES = [...QUEUES, REST] as const
/** Where jobs wait: an event is recorded for a queue, and its job may continue in another lane. */
export type Lane = (typeof LANES)[number]

/** A job only names its event, and how far it is. Everything else is read from the database when the job runs. */
export type JobPayload = { eventId: string; after?: string }

/**
 * One run of a job on its event. `repeat`: an earlier run may have done some of the work. `after`: the work up to this id was
 * done by an earlier job, in the lane `fan-out-rest`; null in the others.
 */
export type JobRun = { eventId: bigint; attempt: number; repeat: boolean; after: bigint | null }

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

const queues = once('queues', () => new Map<Lane, Queue<JobPayload>>())

/** A queue to add jobs to, opened at first use. */
export function queue(name: Lane): Queue<JobPayload> {
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
  return partsOf(id).eventId
}

/** The event and the attempt of a job. */
export function partsOf(id: string | undefined): { eventId: bigint; attempt: number } {
  const [, eventId, attempt] = /^event-(\d+)-(\d+)$/.exec(id ?? '') ?? []
  if (!eventId) throw new Error(`a job with the id ${id} has no event`)
  return { eventId: BigInt(eventId), attempt: Number(attempt) }
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
  return queue(name).add('event', { eventId: String(eventId) }, { jobId: jobId(eventId, attempt), ...JOB_OPTIONS })
}

const JOB_OPTIONS: JobsOptions = {
  attempts: JOB_ATTEMPTS,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  removeOnComplete: true,
  // Kept for a day so that operators can see it. The event itself stays in the outbox.
  removeOnFail: { age: 86_400, count: 1000 },
}

export type Rest = { eventId: bigint; attempt: number; after: bigint; authorId: bigint }

/** Seconds for which a post of an author makes their next ones wait for those of others. */
const BURST = 30

/**
 * Adds the job for the rest of a fan-out. Idempotent. The first post of an author comes before the second of all others, and so
 * on, so that nobody waits for the burst of somebody else.
 */
export async function enqueueRest({ eventId, attempt, after, authorId }: Rest): Promise<void> {
  await withinBudget(async (client) => {
    const counted = await client.multi().incr(burstKey(authorId)).expire(burstKey(authorId), BURST).exec()
    const priority = Math.min(Number(counted?.[0]?.[1] ?? 1), LOWEST_PRIORITY)
    const data = { eventId: String(eventId), after: String(after) }
    await queue(REST).add('event', data, { jobId: jobId(eventId, attempt), priority, ...JOB_OPTIONS })
  }, target)
}

/** Whether a large post of this author has begun in the last half minute. Then the next ones wait in `fan-out-rest` as a whole. */
export function hasBurst(authorId: bigint): Promise<boolean> {
  return withinBudget(async (client) => (await client.exists(burstKey(authorId))) === 1, target)
}

/** BullMQ knows no lower one. */
const LOWEST_PRIORITY = 2 ** 21 - 1

/**
 * Opens every queue. Waits for the connection for at most two seconds, because a process must start while the queue is away.
 */
export async function openQueues(): Promise<void> {
  const connected = Promise.all(LANES.map((name) => queue(name).waitUntilReady())).catch(() => undefined)
  await withDeadline(connected, 2000, () => new Error('the queue is slow')).catch(() => undefined)
}

/** Closes all queues and their connection. */
export async function closeQueues(): Promise<void> {
  await Promise.all([...queues.values()].map((opened) => opened.close().catch(() => undefined)))
  queues.clear()
  producer?.disconnect()
  producer = undefined
}
