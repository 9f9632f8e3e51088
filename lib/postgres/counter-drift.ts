import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Gauge } from 'prom-client'
import { withDeadline } from '@/lib/async/deadline'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import { once } from '@/lib/process/once'
import { lastNightlyResult, runNightly } from './nightly'
import { query } from './query'
import { bigint, int, type RowOf, statement, text } from './statement'

/** A stored counter that disagrees with the rows it counts; `id` is of the row that has the counter. */
const DRIFT = {
  counter: text(),
  id: bigint(),
  stored: int(),
  counted: int(),
}

export type Drift = RowOf<typeof DRIFT>

const FIND_DRIFT = statement(
  'counter-drift',
  DRIFT,
  readFileSync(join(/* turbopackIgnore: true */ process.cwd(), 'lib/postgres/counter-drift.sql'), 'utf8'),
  // It reads every post and every bell.
  { timeout: 30 * 60_000 },
)

const TASK = 'recount-counters'

/** Milliseconds for which a scrape waits for the database. */
const ANSWER_WITHIN = 1000

/** Counts everything again. Expensive: for once a night. */
export async function findDrift(): Promise<Drift[]> {
  return query(FIND_DRIFT)
}

/** Counts everything again once a night. A difference is a defect: it is logged and stored for the metric, never repaired. */
export function recountNightly({ clock }: { clock?: () => Promise<Date> } = {}): Promise<void> {
  return runNightly({ task: TASK, work: recount, clock })
}

async function recount(): Promise<number> {
  const drift = await findDrift()
  const shown = drift.slice(0, 20).map((found) => ({ ...found, id: String(found.id) }))
  if (shown.length > 0) log.error({ drift: shown }, 'counters disagree with the rows they count')
  return drift.length
}

/** Reads at each scrape what the last night found, whichever process counted. */
export const counterDrift = once(
  'counter-drift',
  () =>
    new Gauge({
      name: 'carillon_counter_drift',
      help: 'Stored counters that disagreed with the rows they count last night. More than none is a defect. NaN before the first night, and while the database does not answer.',
      registers: [metrics.registry],
      async collect() {
        // A database that is away, or does not answer, must not hide the other metrics.
        const late = () => new Error('the database does not answer')
        const found = await withDeadline(lastNightlyResult(TASK), ANSWER_WITHIN, late).catch(() => null)
        this.set(found ?? Number.NaN)
      },
    }),
)
