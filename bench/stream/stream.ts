import { compare } from '@/bench/measure/compare'
import { startProgram } from '@/bench/process/program'
import { bar, find, type Line, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import type { FanOut } from '@/bench/timeline/fan-out.program'
import { addFollows, addPeople, addPosts, readerId, settleTables, writeCookies } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import { BARE, findCompetitors, NCHAN, ROUTE } from './competitors'
import { measureStream } from './measure-stream'

/** Deliveries a second to open streams, what each costs, and how late they are at shares of what is possible. */
export async function stream(world: World, { repeats, stream: sizes }: Sizes): Promise<Report> {
  const { streams, groups, posts } = sizes
  await addPeople(world, { readers: streams, authors: groups })
  await addFollows(world, { readers: streams, authors: groups, condition: `reader % ${groups} = author` })
  await addPosts(world, { count: posts, authors: groups })
  await settleTables(world)
  const cookies = await writeCookies(world, 'reader', streams)
  const fanOut = await startProgram<FanOut>('fan-out', world.env)
  await fanOut.ask('fill', { first: String(readerId(0)), count: streams })
  const competitors = findCompetitors(world, { fanOut, streams, groups }).map((competitor) => ({
    name: competitor.name,
    run: () => measureStream(world, { competitor, cookies, sizes }),
  }))
  const samples = await compare(competitors, repeats)
  await fanOut.stop()
  const rows = rowsOf('stream', samples, linesOf(sizes.shares))
  const [speed, cost] = [find(rows, 'deliveries a second'), find(rows, 'CPU of the server')]
  const bars = [
    bar('>= 70,000 deliveries a second', (ours) => ours >= 70_000, speed?.ours),
    bar('<= 13 us of CPU each', (ours) => ours <= 13, cost?.ours),
    bar('faster than nchan', (ours, theirs) => ours > theirs, speed?.ours, speed?.baseline),
    bar('>= 80 % of the bare loop', (ours, most) => ours >= 0.8 * most, speed?.ours, speed?.ceiling),
  ]
  return { rows, bars }
}

const beside = { baseline: NCHAN, ceiling: BARE }

function linesOf(shares: number[]): Line[] {
  const delivered = { metric: 'deliveries a second', unit: '/s', figure: 'deliveries', ceiling: BARE }
  const cost = { metric: 'CPU of the server', unit: 'us/delivery', figure: 'server', ceiling: BARE }
  return [
    ...[NCHAN, ROUTE].map((baseline) => ({ ...delivered, baseline })),
    ...[NCHAN, ROUTE].map((baseline) => ({ ...cost, baseline })),
    { metric: 'CPU of Redis', unit: 'us/delivery', figure: 'redis' },
    ...shares.flatMap((share) =>
      ['p50', 'p99'].map((which) => {
        const figure = `${which} at ${share} %`
        return { ...beside, metric: `latency, ${which} at ${share} % of its capacity`, unit: 'ms', figure }
      }),
    ),
    { ...beside, metric: 'the server was busy', unit: '% of a core', figure: 'busy' },
    { ...beside, metric: 'load generator', unit: '% of a core', figure: 'generator' },
  ]
}
