import { log } from '@/lib/process/log'
import { pool } from './pool'
import { inShare } from './pool-share'
import { type RunStatement, runOn } from './statement'

const onPool: RunStatement = runOn(pool)

/** Runs a statement on a connection of the pool. One that may be slow runs in its share of the pool, and within its time. */
export const query: RunStatement = (statement, values) => {
  const { share, timeout } = statement
  const run = () => (timeout === undefined ? onPool(statement, values) : withinTime(timeout, statement, values))
  return share ? inShare(share, run) : run()
}

/** PostgreSQL cancels the statement itself. If only its client stopped waiting, it would go on, and be repeated beside it. */
function withinTime<Row>(timeout: number, ...[statement, values]: Parameters<typeof onPool<Row>>): Promise<Row[]> {
  return inTransaction(`BEGIN; SET LOCAL statement_timeout = ${timeout}`, (run) => run(statement, values))
}

/**
 * For lists as parameters PostgreSQL prefers a new plan in each run. Planning takes longer than running most of these
 * statements: it was more than half of the database time from a like to the bell.
 */
const BEGIN = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan'

type Options = {
  /** Milliseconds that a statement waits for a lock. For requests: a job may wait. */
  lockTimeout?: number
}

/** Runs statements in one transaction, for hot paths that change sets. When `work` throws, everything is rolled back. */
export function transaction<T>(work: (run: RunStatement) => Promise<T>, { lockTimeout }: Options = {}): Promise<T> {
  return inTransaction(lockTimeout === undefined ? BEGIN : `${BEGIN}; SET LOCAL lock_timeout = ${lockTimeout}`, work)
}

async function inTransaction<T>(begin: string, work: (run: RunStatement) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // The pool does not listen for errors of a client in use. Without a listener, a server that goes away would end the process.
  const lost = (error: Error) => log.warn({ error: error.message }, 'database connection lost in a transaction')
  client.on('error', lost)
  try {
    await client.query(begin)
    const result = await work(runOn(client))
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    // A connection that cannot roll back is broken: the pool closes it.
    await client.query('ROLLBACK').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  } finally {
    client.off('error', lost)
  }
}
