import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { Schedule } from '@/bench/load/schedule'
import type { SendRequests } from '@/bench/load/send-requests.program'
import { clock } from '@/bench/measure/clock'
import { compare, type Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import { type Program, startProgram } from '@/bench/process/program'
import { startSite } from '@/bench/process/site'
import { bar, find, type Line, OURS, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import { untilNobodyIsOnline } from '@/bench/world/online'
import { addFollows, addPeople, settleTables, writeCookies } from '@/bench/world/people'
import type { World } from '@/bench/world/services'

/** Milliseconds between two looks of a page that polls. What it sees is between nothing and this old, evenly: computed, not measured. */
const POLL_EVERY = 5000
const POLLING = 'polling every 5 s, computed'
const PATIENCE = 3000

type Players = { posters: Program<SendRequests>; readers: Program<OpenStreams> }

/** From the moment a post should be sent to its event in the browsers of the author's followers, through the whole site. */
export async function blink(world: World, { repeats, blink: sizes }: Sizes): Promise<Report> {
  const { streams, authors, rates, ms } = sizes
  await addPeople(world, { readers: streams, authors })
  await addFollows(world, { readers: streams, authors, condition: 'true' })
  await settleTables(world)
  const site = await startSite(world.env)
  const posters = await startProgram<SendRequests>('send-requests', world.env)
  const readers = await startProgram<OpenStreams>('open-streams', world.env)
  const { port } = site.web
  await posters.ask('aim', { port, kind: 'post', cookies: await writeCookies(world, 'author', authors) })
  const cookies = await writeCookies(world, 'reader', streams)
  await readers.ask('open', { port, until: 'event: hello', cookies, from: 0, to: streams, atOnce: 20 })

  const players = { posters, readers }
  let first = 0
  const atRate = async (rate: number, count: number): Promise<Sample> => {
    const pids = { web: site.web.pid, jobs: site.jobs.pid, redis: world.redis.pid, postgres: world.postgres.pid }
    const cpu = watchCpu({ ...pids, readers: readers.pid, posters: posters.pid })
    const schedule = { first, count, begin: clock() + 300, every: 1000 / rate }
    const sample = await play(players, { schedule, rate })
    first += count
    const { readers: receiving, posters: sending, ...used } = cpu()
    const all = Object.values(used).reduce((sum, part) => sum + part, 0)
    const generator = (100 * (receiving + sending)) / (count * schedule.every)
    return {
      ...sample,
      figures: { ...sample.figures, [`cpu at ${rate}`]: all / count, [`generator at ${rate}`]: generator },
    }
  }
  await atRate(Math.max(...rates), 50)
  const run = async (): Promise<Sample> => {
    const all: Sample = { figures: {}, lost: 0, doubled: 0 }
    for (const rate of rates) {
      const { figures, lost, doubled } = await atRate(rate, Math.max(5, Math.round((rate * ms) / 1000)))
      Object.assign(all.figures, figures)
      all.lost += lost
      all.doubled += doubled
    }
    return all
  }
  const samples = await compare([{ name: OURS, run }], repeats)
  await Promise.all([readers.stop(), posters.stop()])
  await untilNobodyIsOnline(world)
  await site.stop()
  samples.set(POLLING, [polling(rates)])
  return report(rowsOf('blink', samples, rates.flatMap(linesOf)), rates)
}

async function play(
  { posters, readers }: Players,
  { schedule, rate }: { schedule: Schedule; rate: number },
): Promise<Sample> {
  const { first, count } = schedule
  await readers.ask('expect', { first, count, groups: 1, schedule })
  const { wrong, latency: answered } = await posters.ask('onSchedule', schedule)
  const { lost, doubled, latency } = await readers.ask('finish', { patience: PATIENCE })
  const figures = {
    [`p50 at ${rate}`]: latency?.p50 ?? Number.NaN,
    [`p99 at ${rate}`]: latency?.p99 ?? Number.NaN,
    [`answer at ${rate}`]: answered.p50,
  }
  return { figures, lost: lost + wrong, doubled }
}

function polling(rates: number[]): Sample {
  const figures = rates.flatMap((rate) => [
    [`p50 at ${rate}`, 0.5 * POLL_EVERY],
    [`p99 at ${rate}`, 0.99 * POLL_EVERY],
  ])
  return { figures: Object.fromEntries(figures), lost: 0, doubled: 0 }
}

function linesOf(rate: number): Line[] {
  const named = `at ${rate} posts a second`
  return [
    { metric: `${named}, p50`, unit: 'ms', figure: `p50 at ${rate}`, baseline: POLLING },
    { metric: `${named}, p99`, unit: 'ms', figure: `p99 at ${rate}`, baseline: POLLING },
    { metric: `${named}, answer of the POST, p50`, unit: 'ms', figure: `answer at ${rate}` },
    { metric: `${named}, CPU of all processes`, unit: 'ms/post', figure: `cpu at ${rate}` },
    { metric: `${named}, load generators`, unit: '% of a core', figure: `generator at ${rate}` },
  ]
}

function report(rows: Report['rows'], rates: number[]): Report {
  if (!rates.includes(10)) return { rows, bars: [] }
  const bars = [
    bar('p50 <= 10 ms at 10 posts a second', (ms) => ms <= 10, find(rows, 'at 10 posts a second, p50')?.ours),
    bar('p99 <= 30 ms at 10 posts a second', (ms) => ms <= 30, find(rows, 'at 10 posts a second, p99')?.ours),
  ]
  return { rows, bars }
}
