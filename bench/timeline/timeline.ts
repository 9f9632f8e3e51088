import { compare, type Sample, type Samples } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import { log } from '@/bench/report/log'
import { bar, find, type Line, OURS, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import { addFollows, addPeople, addPosts, settleTables } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import { measureFanOut, setUp } from './measure-fan-out'
import { CHUNKED, JOB_PER_FOLLOWER, naive } from './naive'
import { findRedisBenchmark, pushAtRandom } from './redis-benchmark'

const CEILING = 'redis-benchmark'
const PREFIX = 'ceiling:'
/** The concurrency of the product's fan-out worker. */
const AT_ONCE = 8

/** Measures how many recipients a second the fan-out reaches, compared with what most projects do and what Redis can do. */
export async function timeline(world: World, { repeats, timeline: sizes }: Sizes): Promise<Report> {
  const { readers, posts, chunkFollowers, jobFollowers, perJob } = sizes
  await addPeople(world, { readers, authors: 1 })
  await addFollows(world, { readers, authors: 1, condition: 'true' })
  await addPosts(world, { count: 2 * posts * repeats, authors: 1 })
  await settleTables(world)
  const setup = await setUp(world, readers)
  const program = findRedisBenchmark()
  if (program) await setup.fanOut.ask('fillCeiling', { prefix: PREFIX, count: readers })
  else log('    redis-benchmark is not on this machine: no ceiling')

  let firstPost = 0
  const ours = async (): Promise<Sample> => {
    const one = await measureFanOut(world, setup, { firstPost, posts, atOnce: 1 })
    const many = await measureFanOut(world, setup, { firstPost: firstPost + posts, posts, atOnce: AT_ONCE })
    firstPost += 2 * posts
    const together = Object.fromEntries(Object.entries(many.figures).map(([name, value]) => [`${name} at once`, value]))
    return {
      figures: { ...one.figures, ...together },
      lost: one.lost + many.lost,
      doubled: one.doubled + many.doubled,
    }
  }
  const ceiling = { name: CEILING, run: () => pushes(world, { program: program ?? '', keys: readers, ...sizes }) }
  const samples = await compare(
    [
      { name: OURS, run: ours },
      { name: CHUNKED, run: naive(world, { followers: chunkFollowers, perJob }) },
      { name: JOB_PER_FOLLOWER, run: naive(world, { followers: jobFollowers, perJob: 1 }) },
      ...(program ? [ceiling] : []),
    ],
    repeats,
  )
  await Promise.all([setup.fanOut.stop(), setup.gateways.stop()])
  return report(samples)
}

type Pushes = { program: string; keys: number; pushes: number }

async function pushes(world: World, { program, keys, pushes: requests }: Pushes): Promise<Sample> {
  const cpu = watchCpu({ redis: world.redis.pid })
  const rate = await pushAtRandom({ program, port: world.redis.port, prefix: PREFIX, keys, requests })
  const each = (cpu().redis * 1000) / requests
  // The ceiling is the same for one post at a time and for several at once.
  const figures = { recipients: rate, redis: each, all: each }
  const together = { 'recipients at once': rate, 'redis at once': each }
  return { figures: { ...figures, ...together }, lost: 0, doubled: 0 }
}

const against = { baseline: JOB_PER_FOLLOWER, ceiling: CEILING }
const LINES: Line[] = [
  { metric: 'recipients a second, one post at a time', unit: '/s', figure: 'recipients', ...against },
  {
    metric: 'recipients a second, one post at a time',
    unit: '/s',
    figure: 'recipients',
    ...against,
    baseline: CHUNKED,
  },
  { metric: 'recipients a second, eight posts at once', unit: '/s', figure: 'recipients at once', ceiling: CEILING },
  { metric: 'CPU of Redis', unit: 'us/recipient', figure: 'redis', ...against },
  { metric: 'CPU of Node', unit: 'us/recipient', figure: 'node', ...against, ceiling: undefined },
  { metric: 'CPU of PostgreSQL', unit: 'us/recipient', figure: 'postgres' },
  { metric: 'CPU in all', unit: 'us/recipient', figure: 'all', ...against },
  { metric: 'CPU in all, eight posts at once', unit: 'us/recipient', figure: 'all at once' },
  { metric: 'load generator (stand-in for gateways)', unit: '% of a core', figure: 'generator' },
]

function report(samples: Samples): Report {
  const rows = rowsOf('timeline', samples, LINES)
  const job = find(rows, 'recipients a second, one post at a time (against a job')
  const chunks = find(rows, 'recipients a second, one post at a time (against jobs')
  const bars = [
    bar('>= 60 % of the ceiling', (ours, most) => ours >= 0.6 * most, job?.ours, job?.ceiling),
    bar('>= 50 x a job per follower', (ours, theirs) => ours >= 50 * theirs, job?.ours, job?.baseline),
    bar('>= 8 x jobs of many followers', (ours, theirs) => ours >= 8 * theirs, chunks?.ours, chunks?.baseline),
    bar('>= 400,000 recipients a second', (ours) => ours >= 400_000, job?.ours),
  ]
  return { rows, bars }
}
