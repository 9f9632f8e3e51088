import { afterAll } from 'vitest'
import { openQueues } from '@/lib/mutation/queues'
import { relay } from '@/lib/mutation/relay'
import { startRedis } from '@/lib/redis/client'
import { startFanOut, startFanOutRest } from '@/workers/jobs/fan-out'
import { startGraph } from '@/workers/jobs/graph'
import { startNotify } from '@/workers/jobs/notify'
import { startStanding } from '@/workers/jobs/standing'
import type { RunningWorker } from '@/workers/jobs/start-worker'
import { query } from './query'

/** Milliseconds. After this time `drain` throws. */
const DEADLINE = 15_000

let running: Promise<RunningWorker[]> | undefined

/** The jobs process of this test file, inside the test: the real workers on the real queues. */
export function startJobs(): Promise<RunningWorker[]> {
  running ??= (async () => {
    await startRedis()
    await openQueues()
    return [startFanOut(), startFanOutRest(), startNotify(), startGraph(), startStanding()]
  })()
  return running
}

/** Stops the workers; the next `drain` starts them again. */
export async function stopJobs(): Promise<void> {
  const workers = (await running) ?? []
  running = undefined
  await Promise.all(workers.map((worker) => worker.close()))
}

afterAll(stopJobs)

/** Runs relay and workers until every event is done. Throws when something does not end. */
export async function drain(): Promise<void> {
  await startJobs()
  const deadline = Date.now() + DEADLINE
  for (;;) {
    const open = await openEvents()
    if (open === 0) return
    if (Date.now() > deadline) throw new Error(`${open} events did not end`)
    await query(`UPDATE "OutboxEvent" SET "dueAt" = now() WHERE "doneAt" IS NULL AND "parkedAt" IS NULL`)
    await relay()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Drains, then runs every job a second time, as when a worker is killed before it has settled the event. */
export async function drainTwice(): Promise<void> {
  await drain()
  await query(`UPDATE "OutboxEvent" SET "doneAt" = NULL, attempts = attempts + 1 WHERE "doneAt" IS NOT NULL`)
  await drain()
}

async function openEvents(): Promise<number> {
  const [row] = await query<{ open: number }>(
    `SELECT count(*)::int AS open FROM "OutboxEvent" WHERE "doneAt" IS NULL AND "parkedAt" IS NULL`,
  )
  return row?.open ?? 0
}
