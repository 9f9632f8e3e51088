import { log } from '@/lib/process/log'
import { pool } from './pool'
import { type RunStatement, runOn } from './statement'

/** Runs a statement on a connection of the pool. */
export const query: RunStatement = runOn(pool)

/**
 * For lists as parameters PostgreSQL prefers a new plan in each run. Planning takes longer than running most of these
 * statements: it was more than half of the database time from a like to the bell.
 */
const BEGIN = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan'

/** Runs statements in one transaction, for hot paths that change sets. When `work` throws, everything is rolled back. */
export async function transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // The pool does not listen for errors of a client in use. Without a listener, a server that goes away would end the process.
  const lost = (error: Error) => log.warn({ error: error.message }, 'database connection lost in a transaction')
  client.on('error', lost)
  try {
    await client.query(BEGIN)
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
