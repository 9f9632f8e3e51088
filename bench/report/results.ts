import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Machine } from '@/bench/measure/machine'
import { drawChart } from './chart'
import type { Report } from './rows'

const RESULTS = 'bench/results'

/** Writes latest.json (one entry per row) and a chart per benchmark. Returns the folder. */
export function writeResults(reports: Map<string, Report>, machine: Machine): string {
  mkdirSync(RESULTS, { recursive: true })
  const rows = [...reports.values()].flatMap((report) => report.rows).map((row) => ({ ...row, machine }))
  writeFileSync(join(RESULTS, 'latest.json'), `${JSON.stringify(rows, null, 2)}\n`)
  for (const [name, { rows: drawn }] of reports) writeFileSync(join(RESULTS, `${name}.svg`), drawChart(name, drawn))
  return RESULTS
}
