import { setTimeout as pause } from 'node:timers/promises'
import type { OpenStreams } from '@/bench/load/open-streams.program'
import { compare, type Sample } from '@/bench/measure/compare'
import { memoryOf, watchCpu } from '@/bench/measure/cpu'
import { startProgram } from '@/bench/process/program'
import { bar, find, type Line, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import type { FanOut } from '@/bench/timeline/fan-out.program'
import { addPeople, readerId, settleTables, writeCookies } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import { BARE, findCompetitors, NCHAN, ROUTE, type StreamCompetitor } from './competitors'

/** Measures the memory of an idle stream and the CPU for opening one, including the session check. */
export async function connections(world: World, { repeats, connections: sizes }: Sizes): Promise<Report> {
  const streams = sizes.many
  await addPeople(world, { readers: streams, authors: 1 })
  await settleTables(world)
  const cookies = await writeCookies(world, 'reader', streams)
  const fanOut = await startProgram<FanOut>('fan-out', world.env)
  await fanOut.ask('fill', { first: String(readerId(0)), count: streams })
  const competitors = findCompetitors(world, { fanOut, streams, groups: 1 }).map((competitor) => ({
    name: competitor.name,
    run: () => measureConnections(world, { competitor, cookies, sizes }),
  }))
  const samples = await compare(competitors, repeats)
  await fanOut.stop()
  const rows = rowsOf('connections', samples, linesOf(sizes))
  const [few, many, cost] = [
    find(rows, `memory at ${sizes.few}`),
    find(rows, `memory at ${sizes.many}`),
    find(rows, 'CPU of the server'),
  ]
  const bars = [
    bar(`<= 15 KB a stream at ${sizes.few}`, (ours) => ours <= 15, few?.ours),
    bar(`<= 15 KB a stream at ${sizes.many}`, (ours) => ours <= 15, many?.ours),
    bar('<= 1 ms of CPU to connect', (ours) => ours <= 1, cost?.ours),
    bar('<= 0.3 ms above the session check', (ours, least) => ours - least <= 0.3, cost?.ours, cost?.ceiling),
  ]
  return { rows, bars }
}

type Setting = { competitor: StreamCompetitor; cookies: string; sizes: Sizes['connections'] }

async function measureConnections(world: World, { competitor, cookies, sizes }: Setting): Promise<Sample> {
  const { warm, few, many, settle, atOnce } = sizes
  const server = await competitor.start()
  const load = await startProgram<OpenStreams>('open-streams', world.env)
  const { port, until, pids } = server
  /** Opens streams up to this number, and returns the memory of the server after a pause. */
  const grow = async (from: number, to: number) => {
    await load.ask('open', { port, until, cookies, from, to, atOnce })
    await pause(settle)
    return memoryOf(pids.server)
  }
  const atWarm = await grow(0, warm)
  const helper = pids.helper ?? pids.server
  const cpu = watchCpu({
    server: pids.server,
    helper,
    generator: load.pid,
    redis: world.redis.pid,
    postgres: world.postgres.pid,
  })
  const atFew = await grow(warm, few)
  const atMany = await grow(few, many)
  const used = cpu()
  const { ended } = await load.ask('finish', { patience: 0 })
  await load.ask('close')
  await Promise.all([load.stop(), server.stop()])
  const opened = many - warm
  // A helper that checks the session for the server is a part of it.
  const serverCpu = used.server + (pids.helper ? used.helper : 0)
  return {
    figures: {
      few: (atFew - atWarm) / (few - warm),
      many: (atMany - atWarm) / opened,
      server: serverCpu / opened,
      all: (serverCpu + used.redis + used.postgres) / opened,
      generator: used.generator / opened,
    },
    lost: ended,
    doubled: 0,
  }
}

function linesOf({ few, many }: { few: number; many: number }): Line[] {
  const lines = [
    { metric: `memory at ${few} streams`, unit: 'KB/stream', figure: 'few' },
    { metric: `memory at ${many} streams`, unit: 'KB/stream', figure: 'many' },
    { metric: 'CPU of the server', unit: 'ms/connect', figure: 'server' },
    { metric: 'CPU in all', unit: 'ms/connect', figure: 'all' },
  ]
  const compared = lines.flatMap((line) => [NCHAN, ROUTE].map((baseline) => ({ ...line, baseline, ceiling: BARE })))
  return [
    ...compared,
    { metric: 'load generator', unit: 'ms/connect', figure: 'generator', baseline: NCHAN, ceiling: BARE },
  ]
}
