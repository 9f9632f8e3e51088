import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { Schedule } from '@/bench/load/schedule'
import { clock } from '@/bench/measure/clock'
import type { Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import { type Program, startProgram } from '@/bench/process/program'
import type { Sizes } from '@/bench/sizes'
import type { World } from '@/bench/world/services'
import type { RunningServer, StreamCompetitor } from './competitors'

type StreamSizes = Sizes['stream']
type Run = { server: RunningServer; load: Program<OpenStreams>; sizes: StreamSizes }

/** Rounds that are not counted, so that connections are warm and code is compiled. */
const WARM_UP = 4
/** Milliseconds without a delivery after which no more are expected. */
const PATIENCE = 3000

/** Opens all streams on a new server, measures how much it can deliver, and then the latency at shares of that. */
export async function measureStream(
  world: World,
  { competitor, cookies, sizes }: { competitor: StreamCompetitor; cookies: string; sizes: StreamSizes },
): Promise<Sample> {
  const server = await competitor.start()
  const load = await startProgram<OpenStreams>('open-streams', world.env)
  const { port, until } = server
  await load.ask('open', { port, until, cookies, from: 0, to: sizes.streams, atOnce: 20 })
  const run = { server, load, sizes }
  let first = 0
  await rounds(run, { first, count: WARM_UP })
  first += WARM_UP * sizes.groups
  const sample = await saturate(world, run, first)
  first += sizes.rounds * sizes.groups
  for (const share of sizes.shares) {
    const level = await atShare(run, { first, share, capacity: sample.figures.deliveries ?? Number.NaN })
    first += level.events
    sample.lost += level.lost
    sample.doubled += level.doubled
    Object.assign(sample.figures, level.figures)
  }
  await load.ask('close')
  await Promise.all([load.stop(), server.stop()])
  return sample
}

/** Posts to all streams, with some rounds in progress at the same time, so that the server always has something to write. */
async function rounds({ server, load, sizes }: Run, { first, count }: { first: number; count: number }) {
  const { streams, groups, outstanding } = sizes
  await load.ask('expect', { first, count: count * groups, groups, reportEvery: streams })
  let done = 0
  let continueWriting = () => undefined as unknown
  const listen = () => {
    done++
    continueWriting()
  }
  load.reports.on('progress', listen)
  for (let round = 0; round < count; round++) {
    await server.write(Array.from({ length: groups }, (_, group) => first + round * groups + group))
    const late = setTimeout(() => continueWriting(), PATIENCE)
    if (round + 1 - done >= outstanding)
      await new Promise<unknown>((resolve) => {
        continueWriting = () => resolve(null)
      })
    clearTimeout(late)
  }
  const received = await load.ask('finish', { patience: PATIENCE })
  load.reports.off('progress', listen)
  return received
}

async function saturate(world: World, run: Run, first: number): Promise<Sample> {
  const { server, load, sizes } = run
  const cpu = watchCpu({
    redis: world.redis.pid,
    postgres: world.postgres.pid,
    server: server.pids.server,
    generator: load.pid,
  })
  const began = clock()
  const { received, lost, doubled, endedAt } = await rounds(run, { first, count: sizes.rounds })
  const used = cpu()
  const ms = endedAt - began
  const each = (milliseconds: number) => (milliseconds * 1000) / received
  return {
    figures: {
      deliveries: (received / ms) * 1000,
      server: each(used.server),
      redis: each(used.redis),
      generator: (100 * used.generator) / ms,
      busy: (100 * used.server) / ms,
    },
    lost,
    doubled,
  }
}

/** Open loop: a post to one group after the other at fixed times, at `share` per cent of the server's capacity. */
async function atShare(
  { server, load, sizes }: Run,
  { first, share, capacity }: { first: number; share: number; capacity: number },
) {
  const { streams, groups, level } = sizes
  const every = (1000 * streams) / groups / ((capacity * share) / 100)
  const count = Math.max(1, Math.min(Math.round(level / every), sizes.posts - first))
  const schedule: Schedule = { first, count, every, begin: clock() + 200 }
  await load.ask('expect', { first, count, groups, schedule })
  await server.writeOnSchedule(schedule)
  const { lost, doubled, latency } = await load.ask('finish', { patience: PATIENCE })
  const figures = {
    [`p50 at ${share} %`]: latency?.p50 ?? Number.NaN,
    [`p99 at ${share} %`]: latency?.p99 ?? Number.NaN,
  }
  return { figures, lost, doubled, events: count }
}
