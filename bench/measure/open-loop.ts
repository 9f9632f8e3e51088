import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { Schedule } from '@/bench/load/schedule'
import type { SendRequests } from '@/bench/load/send-requests.program'
import type { Program } from '@/bench/process/program'
import type { startSite } from '@/bench/process/site'
import { type Line, OURS } from '@/bench/report/rows'
import type { World } from '@/bench/world/services'
import { clock } from './clock'
import { compare, type Sample, type Samples } from './compare'
import { watchCpu } from './cpu'

/**
 * Milliseconds between two requests of a page that polls. Its delay is evenly spread from 0 to this: computed, not measured.
 */
const POLL_EVERY = 5000
const POLLING = 'polling every 5 s, computed'
const PATIENCE = 3000
const WARM_UP = 50

type Processes = {
  site: Awaited<ReturnType<typeof startSite>>
  senders: Program<SendRequests>
  readers: Program<OpenStreams>
}

/** Events per second, for how long (milliseconds), and how often all rates are repeated. */
export type Pace = { rates: number[]; ms: number; repeats: number }

/** Event e is for the streams whose number is e modulo `groups`. `check`: further checks after the events have arrived. */
type Rules = {
  groups: number
  absolute?: boolean
  check?: (events: { first: number; count: number }) => Promise<{ lost: number; doubled: number }>
}

const countAt = (rate: number, ms: number) => Math.max(5, Math.round((rate * ms) / 1000))

/** How many events `measureAtRates` sends in total. */
export function eventsOf({ rates, ms, repeats }: Pace): number {
  return WARM_UP + repeats * rates.reduce((sum, rate) => sum + countAt(rate, ms), 0)
}

/**
 * Measures the time from when an event should be sent until the streams have its frame, through the whole site, at several
 * rates.
 */
export async function measureAtRates(
  world: World,
  { site, senders, readers }: Processes,
  { rates, ms, repeats, ...rules }: Pace & Rules,
): Promise<Samples> {
  let first = 0
  const atRate = async (rate: number, count: number): Promise<Sample> => {
    const pids = { web: site.web.pid, jobs: site.jobs.pid, redis: world.redis.pid, postgres: world.postgres.pid }
    const cpu = watchCpu({ ...pids, readers: readers.pid, senders: senders.pid })
    const schedule = { first, count, begin: clock() + 300, every: 1000 / rate }
    first += count
    const { figures, lost, doubled } = await sendAndReceive({ senders, readers }, { schedule, rate, ...rules })
    const { readers: receiving, senders: sending, ...used } = cpu()
    const all = Object.values(used).reduce((sum, part) => sum + part, 0)
    const generator = (100 * (receiving + sending)) / (count * schedule.every)
    const off = (await rules.check?.({ first: schedule.first, count })) ?? { lost: 0, doubled: 0 }
    return {
      figures: { ...figures, [`cpu at ${rate}`]: all / count, [`generator at ${rate}`]: generator },
      lost: lost + off.lost,
      doubled: doubled + off.doubled,
    }
  }
  await atRate(Math.max(...rates), WARM_UP)
  const run = async (): Promise<Sample> => {
    const all: Sample = { figures: {}, lost: 0, doubled: 0 }
    for (const rate of rates) {
      const { figures, lost, doubled } = await atRate(rate, countAt(rate, ms))
      Object.assign(all.figures, figures)
      all.lost += lost
      all.doubled += doubled
    }
    return all
  }
  const samples = await compare([{ name: OURS, run }], repeats)
  return samples.set(POLLING, [polling(rates)])
}

async function sendAndReceive(
  { senders, readers }: Pick<Processes, 'senders' | 'readers'>,
  { schedule, rate, groups, absolute }: Rules & { schedule: Schedule; rate: number },
): Promise<Sample> {
  const { first, count } = schedule
  await readers.ask('expect', { first, count, groups, absolute, schedule })
  const { wrong, latency: answered } = await senders.ask('onSchedule', schedule)
  const { lost, doubled, again, latency } = await readers.ask('finish', { patience: PATIENCE })
  const figures = {
    [`p50 at ${rate}`]: latency?.p50 ?? Number.NaN,
    [`p99 at ${rate}`]: latency?.p99 ?? Number.NaN,
    [`answer at ${rate}`]: answered.p50,
    ...(absolute ? { [`delivered again at ${rate}`]: again } : {}),
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

/** The result lines of `measureAtRates`. `event` and `request` are for example "post" and "POST". */
export function linesAtRates(rates: number[], { event, request }: { event: string; request: string }): Line[] {
  return rates.flatMap((rate) => {
    const named = `at ${rate} ${event}s a second`
    return [
      { metric: `${named}, p50`, unit: 'ms', figure: `p50 at ${rate}`, baseline: POLLING },
      { metric: `${named}, p99`, unit: 'ms', figure: `p99 at ${rate}`, baseline: POLLING },
      { metric: `${named}, answer of the ${request}, p50`, unit: 'ms', figure: `answer at ${rate}` },
      { metric: `${named}, CPU of all processes`, unit: `ms/${event}`, figure: `cpu at ${rate}` },
      { metric: `${named}, load generators`, unit: '% of a core', figure: `generator at ${rate}` },
    ]
  })
}
