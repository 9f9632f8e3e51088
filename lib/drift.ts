import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { query } from './db'

/** A stored counter that disagrees with the rows it counts. */
export type Drift = { counter: string; id: bigint; stored: number; counted: number }

const DRIFT = readFileSync(join(/* turbopackIgnore: true */ process.cwd(), 'lib/drift.sql'), 'utf8')

/** Counts everything again. Reads every post and every bell: for once a night. */
export function findDrift(): Promise<Drift[]> {
  return query<Drift>(DRIFT)
}
