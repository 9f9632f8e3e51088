import type { Spread } from '@/bench/measure/spread'
import type { Row } from './rows'
import { format } from './table'

const WIDTH = 720
const LABEL = 90
const BAR = 16
const GAP = 6
const ROW_HEAD = 30
const SCALE = WIDTH - LABEL - 170

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 } .soft { fill: #59636e; font-size: 12px }
  .ours { fill: #3b6fd4 } .baseline { fill: #c2703d } .ceiling { fill: #8a939d } .range { stroke: #1f2328 }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .soft { fill: #9198a1 } .range { stroke: #e6edf3 } }`

const KINDS = ['ours', 'baseline', 'ceiling'] as const

/** The rows of one benchmark as bars. Each row has its own scale, and a line from the smallest to the largest value. */
export function drawChart(name: string, rows: Row[]): string {
  let y = 34
  const parts = rows.map((row) => {
    const drawn = drawRow(row, y)
    y += drawn.height
    return drawn.svg
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="${escapeXml(name)}">`,
    `<style>${STYLE}</style>`,
    `<text x="0" y="18" font-weight="600">${escapeXml(name)}</text>`,
    ...parts,
    '</svg>\n',
  ].join('\n')
}

function drawRow(row: Row, top: number): { svg: string; height: number } {
  const present = KINDS.flatMap((kind) => (row[kind] ? [{ kind, spread: row[kind] }] : []))
  const most = Math.max(...present.map(({ spread }) => spread.max), Number.MIN_VALUE)
  const bars = present.map(({ kind, spread }, index) =>
    drawBar(kind, spread, { y: top + ROW_HEAD + index * (BAR + GAP), scale: SCALE / most }),
  )
  const head = `<text class="soft" x="0" y="${top + 20}">${escapeXml(`${row.metric}, ${row.unit}`)}</text>`
  return { svg: [head, ...bars].join('\n'), height: ROW_HEAD + present.length * (BAR + GAP) + GAP }
}

function drawBar(kind: string, { median, min, max }: Spread, { y, scale }: { y: number; scale: number }): string {
  const [from, to] = [min, max].map((value) => (LABEL + value * scale).toFixed(1))
  const middle = y + BAR / 2
  return [
    `<text class="soft" x="0" y="${y + 12}">${kind}</text>`,
    `<rect class="${kind}" x="${LABEL}" y="${y}" width="${(median * scale).toFixed(1)}" height="${BAR}" rx="2"/>`,
    `<path class="range" d="M${from} ${middle}H${to}"/>`,
    `<text class="soft" x="${LABEL + SCALE + 10}" y="${y + 12}">${format(median)}</text>`,
  ].join('')
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
