import { isQueueAway, queue } from '@/lib/mutation/queues'
import { query } from '@/lib/postgres/query'
import { int, statement } from '@/lib/postgres/statement'
import { isDatabaseAway } from '@/lib/process/errors'
import type { RunningWorker } from './start-worker'

/** Milliseconds without progress, while jobs wait, after which a worker counts as stuck. */
const STUCK = 30_000

const PING = statement('ping', { one: int() }, 'SELECT 1 AS one')

const lastProgress = new Map<string, { progress: number; at: number }>()

/**
 * Unhealthy when a worker makes no progress while jobs wait. A queue or database that is away is reported, but is no reason to
 * restart.
 */
export async function jobsHealth(workers: RunningWorker[]) {
  const database = await query(PING).then(
    () => 'ok',
    (error: unknown) => (isDatabaseAway(error) ? 'away' : 'failing'),
  )
  if (isQueueAway()) return { healthy: true, details: { database, queue: 'away' } }
  const stuck = (await Promise.all(workers.map(isStuck))).flatMap((name) => (name ? [name] : []))
  return { healthy: stuck.length === 0, details: { database, queue: 'ok', stuck } }
}

async function isStuck({ queue: name, worker }: RunningWorker): Promise<string | null> {
  const {
    waiting = 0,
    active = 0,
    completed = 0,
    failed = 0,
  } = await queue(name).getJobCounts('waiting', 'active', 'completed', 'failed')
  const progress = completed + failed + active
  const last = lastProgress.get(name)
  const now = Date.now()
  const moving = waiting === 0 || (active > 0 && worker.isRunning()) || !last || last.progress !== progress
  if (moving) lastProgress.set(name, { progress, at: now })
  return !moving && last && now - last.at > STUCK ? name : null
}
