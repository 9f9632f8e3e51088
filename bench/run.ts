import { buildIfChanged } from '@/bin/up/build.mjs'
import { badge } from './badge/badge'
import { blink } from './blink/blink'
import { feed } from './feed/feed'
import { hotLikes } from './hot-likes/hot-likes'
import { describeMachine, lineOf } from './measure/machine'
import { readOptions } from './options'
import { buildPrograms } from './process/build-programs'
import { log } from './report/log'
import { writeResults } from './report/results'
import type { Report } from './report/rows'
import { formatReport } from './report/table'
import { FULL, QUICK, type Sizes } from './sizes'
import { connections } from './stream/connections'
import { stream } from './stream/stream'
import { subscribers } from './subscribers/subscribers'
import { timeline } from './timeline/timeline'
import { type Services, startServices, type World } from './world/services'
import { write } from './write/write'

/** In the order of the README's table. */
const BENCHMARKS: Record<string, (world: World, sizes: Sizes) => Promise<Report>> = {
  timeline,
  stream,
  connections,
  blink,
  feed,
  write,
  badge,
  'hot-likes': hotLikes,
  subscribers,
}

const { only, quick } = readOptions(Object.keys(BENCHMARKS))

async function measure(services: Services): Promise<boolean> {
  const reports = new Map<string, Report>()
  const { versions } = await services.empty()
  const machine = describeMachine(quick ? 'quick' : 'full', versions)
  console.log(`${lineOf(machine)}\n`)
  for (const name of only) {
    log(`  ${name}`)
    const began = Date.now()
    const report = await BENCHMARKS[name]?.(await services.empty(), quick ? QUICK : FULL)
    if (!report) continue
    reports.set(name, report)
    log(`  ${name} took ${Math.round((Date.now() - began) / 1000)} s`)
    console.log(formatReport(name, report))
  }
  log(`  written to ${writeResults(reports, machine)}`)
  return [...reports.values()].every(({ rows }) => rows.every((row) => row.lost + row.doubled === 0))
}

log(`  the product: ${await buildIfChanged({ ...process.env, NODE_ENV: 'production' })}`)
await buildPrograms()
const services = await startServices()
try {
  // A run that lost or doubled a delivery is void. The exit code shows it.
  process.exitCode = (await measure(services)) ? 0 : 1
} finally {
  await services.stop()
}
