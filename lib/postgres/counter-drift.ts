import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pool } from './db'

/** A stored counter that disagrees with the rows it counts. */
export type Drift = { counter: string; id: string; stored: number; counted: number }

const DRIFT = readFileSync(join(/* turbopackIgnore: true */ process.cwd(), 'lib/postgres/counter-drift.sql'), 'utf8')

/** Milliseconds: it reads every post and every bell. */
const PATIENCE = 30 * 60_000

/** Counts everything again: for once a night. */
export async function findDrift(): Promise<Drift[]> {
  const config = { text: DRIFT, query_timeout: PATIENCE }
  return (await pool.query<Drift>(config)).rows
}
