import { onTestFinished } from 'vitest'
import { pool } from '@/lib/postgres/pool'
import { query } from './query'

/** Locks a table: the next statement that reads it waits. Returns a function that releases the lock. */
export async function holdTable(table: string): Promise<() => Promise<void>> {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query(`LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`)
  let released = false
  const release = async () => {
    if (released) return
    released = true
    await client.query('COMMIT')
    client.release()
  }
  onTestFinished(release)
  return release
}

/** How many statements wait for a lock now. */
export async function waitingForLocks(): Promise<number> {
  const [row] = await query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return row?.waiting ?? 0
}
