import { isQueueAway, queue } from '@/lib/mutation/queues'
import { query } from '@/lib/postgres/query'
import { int, statement } from '@/lib/postgres/statement'
import { isDatabaseAway } from '@/lib/process/errors'
import type { RunningWorker } from './start-worker'

/** Milliseconds for which a worker may do nothing while jobs wait. Then it counts as stuck. */
const STUCK = 8_000

const PING = statement('ping', { one: int() }, 'SELECT 1 AS one')

/** Since when a worker has done nothing while jobs waited, by `performance.now()`; null while it works. */
type Seen = { progress: number; stuckSince: number | null }

/** Knows whether the workers of this process work. Call `look` every two seconds. */
export function watchWorkers(workers: RunningWorker[], stuckAfter = STUCK) {
  const seen = new Map<RunningWorker, Seen>()

  async function look(): Promise<void> {
    if (isQueueAway()) return seen.clear()
    for (const worker of workers) seen.set(worker, await lookAt(worker, seen.get(worker)))
  }

  /**
   * Unhealthy when a worker does nothing while jobs wait. A queue or database that is away is reported, but is no reason
   * to restart.
   */
  async function health() {
    const database = await query(PING).then(
      () => 'ok',
      (error: unknown) => (isDatabaseAway(error) ? 'away' : 'failing'),
    )
    const isStuck = ({ stuckSince }: Seen) => stuckSince !== null && performance.now() - stuckSince > stuckAfter
    const stuck = [...seen].flatMap(([worker, one]) => (isStuck(one) ? [worker.queue] : []))
    const isWell = stuck.length === 0 || database === 'away'
    return { healthy: isWell, details: { database, queue: isQueueAway() ? 'away' : 'ok', stuck } }
  }

  return { look, health }
}

async function lookAt(worker: RunningWorker, before?: Seen): Promise<Seen> {
  const progress = worker.progress()
  // A job may take long: whoever works on one is not stuck.
  const rests = worker.running() === 0 && before?.progress === progress
  const waits = rests && (await countWaiting(worker)) > 0
  return { progress, stuckSince: waits ? (before?.stuckSince ?? performance.now()) : null }
}

/** Those with a priority wait in a list of their own. */
async function countWaiting(worker: RunningWorker): Promise<number> {
  const { waiting = 0, prioritized = 0 } = await queue(worker.queue).getJobCounts('waiting', 'prioritized')
  return waiting + prioritized
}
