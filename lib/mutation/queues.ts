import { type ConnectionOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { withDeadline } from '@/lib/async/deadline'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'
import { connectRedis, isRedisAway, type Target, withinBudget } from '@/lib/redis/client'

/** One file in workers/jobs per queue. */
export const QUEUES = ['fan-out', 'notify', 'graph'] as const
export type QueueName = (typeof QUEUES)[number]

/** All that travels through a queue: which outbox event to work on. Everything else is read when the job runs. */
export type JobPayload = { eventId: string }

/** A job that fails is tried this often, then its event is parked. */
export const JOB_ATTEMPTS = 5

export const queueRedisUrl = env.QUEUE_REDIS_URL ?? env.REDIS_URL

let producer: Redis | undefined

/** The producers' connection: fails at once while the queue is away, instead of keeping callers waiting. */
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

/** The producing end of a queue; opened at first use. */
export function queue(name: QueueName): Queue<JobPayload> {
  const known = queues.get(name)
  if (known) return known
  const made = new Queue<JobPayload>(name, {
    // BullMQ types its connection by its own copy of the ioredis types.
    connection: target.client() as unknown as ConnectionOptions,
    // It asks once, and if that fails this queue takes nothing for as long as the process lives.
    skipVersionCheck: true,
  })
  made.on('error', (error) => log.warn({ queue: name, error: error.message }, 'queue'))
  queues.set(name, made)
  return made
}

/** Job ids repeat per attempt only: BullMQ ignores an id that it still remembers, also that of a failed job. */
export function jobId(eventId: bigint | string, attempt: number): string {
  return `event-${eventId}-${attempt}`
}

export type NewJob = { queue: QueueName; eventId: bigint | string; attempt: number }

/** True while jobs would not be taken. */
export function isQueueAway(): boolean {
  return isRedisAway(target)
}

/** Hands jobs to their queues within the Redis budget, or throws `redis_away`. Repeatable: a known job id is ignored. */
export async function enqueue(jobs: NewJob[]): Promise<void> {
  await withinBudget(() => Promise.all(jobs.map((job) => addJob(job))), target)
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
      // Kept a while for people to look at; the outbox keeps the promise.
      removeOnFail: { age: 86_400, count: 1000 },
    },
  )
}

/** Opens every queue and waits for the connection for two seconds at most: the queue may be away when a process starts. */
export async function openQueues(): Promise<void> {
  const connected = Promise.all(QUEUES.map((name) => queue(name).waitUntilReady())).catch(() => undefined)
  await withDeadline(connected, 2000, () => new Error('the queue is slow')).catch(() => undefined)
}

/** Closes what this process opened. */
export async function closeQueues(): Promise<void> {
  await Promise.all([...queues.values()].map((opened) => opened.close().catch(() => undefined)))
  queues.clear()
  producer?.disconnect()
  producer = undefined
}
