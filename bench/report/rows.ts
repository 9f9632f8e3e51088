import type { Sample, Samples } from '@/bench/measure/compare'
import { type Spread, spreadOf } from '@/bench/measure/spread'

/** One line of the results: our figure with baseline and ceiling, all from one run. */
export type Row = {
  name: string
  metric: string
  unit: string
  ours: Spread | null
  baseline: Spread | null
  ceiling: Spread | null
  lost: number
  doubled: number
}

/** A figure to report, and the competitors that are its baseline and ceiling. */
export type Line = { metric: string; unit: string; figure: string; baseline?: string; ceiling?: string }

/** A requirement that a benchmark states, and whether it is met; null when a figure is missing. */
export type Bar = { text: string; met: boolean | null }

export type Report = { rows: Row[]; bars: Bar[] }

export const OURS = 'Carillon'

/** The rows of these figures. A competitor with a void run has no figure at all, so that no run is chosen after the fact. */
export function rowsOf(name: string, samples: Samples, lines: Line[]): Row[] {
  return lines.map(({ metric, unit, figure, baseline, ceiling }) => {
    const of = (competitor: string | undefined) => (competitor && samples.get(competitor)) || []
    const all = [OURS, baseline, ceiling].flatMap(of)
    return {
      name,
      metric: baseline ? `${metric} (against ${baseline})` : metric,
      unit,
      ours: figureOf(of(OURS), figure),
      baseline: figureOf(of(baseline), figure),
      ceiling: figureOf(of(ceiling), figure),
      lost: sum(all, 'lost'),
      doubled: sum(all, 'doubled'),
    }
  })
}

function figureOf(samples: Sample[], figure: string): Spread | null {
  const values = samples.map(({ figures }) => figures[figure])
  const known = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[]
  if (known.length === 0 || known.length < values.length || sum(samples, 'lost') + sum(samples, 'doubled') > 0)
    return null
  return spreadOf(known)
}

function sum(samples: Sample[], what: 'lost' | 'doubled'): number {
  return samples.reduce((total, sample) => total + sample[what], 0)
}

/** Checks medians against a requirement. */
export function bar(
  text: string,
  holds: (...medians: number[]) => boolean,
  ...spreads: (Spread | null | undefined)[]
): Bar {
  const medians = spreads.flatMap((spread) => (spread ? [spread.median] : []))
  return { text, met: medians.length === spreads.length ? holds(...medians) : null }
}

/** The first row whose metric begins with this text. */
export function find(rows: Row[], metric: string): Row | undefined {
  return rows.find((row) => row.metric.startsWith(metric))
}
