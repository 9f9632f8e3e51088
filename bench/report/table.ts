import type { Spread } from '@/bench/measure/spread'
import type { Report, Row } from './rows'

const HEAD = ['', 'unit', 'ours', 'baseline', 'ceiling', 'ours / baseline', 'ours / ceiling']

/** The figures of one benchmark as text: median with smallest and largest value, ratios, and the requirements. */
export function formatReport(name: string, { rows, bars }: Report): string {
  const cells = rows.map((row) => [
    row.metric,
    row.unit,
    ...[row.ours, row.baseline, row.ceiling].map(formatSpread),
    ratio(row.ours, row.baseline),
    ratio(row.ours, row.ceiling),
  ])
  const widths = HEAD.map((head, column) => Math.max(head.length, ...cells.map((line) => line[column]?.length ?? 0)))
  const line = (columns: string[]) =>
    `  ${columns.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()
  const marks = { true: 'met   ', false: 'missed', null: '?     ' }
  return [
    name,
    line(HEAD),
    ...cells.map(line),
    `  ${formatLosses(rows)}`,
    ...bars.map(({ text, met }) => `  ${marks[`${met}`]} ${text}`),
    '',
  ].join('\n')
}

function formatLosses(rows: Row[]): string {
  const lost = Math.max(0, ...rows.map((row) => row.lost))
  const doubled = Math.max(0, ...rows.map((row) => row.doubled))
  return `lost ${lost}, doubled ${doubled}${lost + doubled > 0 ? ': void' : ''}`
}

function formatSpread(spread: Spread | null): string {
  return spread ? `${format(spread.median)} (${format(spread.min)}-${format(spread.max)})` : '-'
}

/** Three significant digits. Measurements on one machine are not more exact. */
export function format(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}

function ratio(one: Spread | null, other: Spread | null): string {
  return one && other && other.median > 0 ? format(one.median / other.median) : ''
}
