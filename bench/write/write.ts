import type { SendRequests } from '@/bench/load/send-requests.program'
import { clock } from '@/bench/measure/clock'
import { compare, type Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import { type Program, startProgram } from '@/bench/process/program'
import { startSite } from '@/bench/process/site'
import { bar, find, type Line, OURS, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import type { FanOut } from '@/bench/timeline/fan-out.program'
import { untilAllIsDone } from '@/bench/world/outbox'
import { addFollows, addPeople, readerId, settleTables, writeCookies } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import type { TwoRows } from './two-rows.program'

const CEILING = 'two rows in a transaction by pg'

/** Measures posts a second through the real HTTP server while they are fanned out to all followers. */
export async function write(world: World, { repeats, write: sizes }: Sizes): Promise<Report> {
  const { followers, authors, connections, posts } = sizes
  await addPeople(world, { readers: followers, authors })
  await addFollows(world, { readers: followers, authors, condition: 'true' })
  await settleTables(world)
  const fanOut = await startProgram<FanOut>('fan-out', world.env)
  await fanOut.ask('fill', { first: String(readerId(0)), count: followers })
  const site = await startSite(world.env)
  const load = await startProgram<SendRequests>('send-requests', world.env)
  const twoRows = await startProgram<TwoRows>('two-rows', world.env)
  await load.ask('aim', { port: site.web.port, kind: 'post', cookies: await writeCookies(world, 'author', authors) })
  const pids = { web: site.web.pid, jobs: site.jobs.pid, redis: world.redis.pid, postgres: world.postgres.pid }

  let sent = 0
  const ours = async (count = posts): Promise<Sample> => {
    const cpu = watchCpu({ ...pids, generator: load.pid })
    const began = clock()
    const answered = await load.ask('load', { connections, requests: count, first: sent })
    sent += count
    await untilAllIsDone(world)
    const delivered = clock() - began
    const { generator, ...used } = cpu()
    const { lost, doubled } = await countDeliveries(fanOut, { followers, posts: sent })
    const each = Object.fromEntries(Object.entries(used).map(([role, ms]) => [role, ms / count]))
    return {
      figures: {
        posts: (1000 * count) / answered.ms,
        delivered: (1000 * count) / delivered,
        p50: answered.latency.p50,
        p99: answered.latency.p99,
        ...each,
        all: Object.values(each).reduce((sum, part) => sum + part, 0),
        generator: (100 * generator) / delivered,
      },
      lost: lost + answered.wrong,
      doubled,
    }
  }
  const ceiling = async (): Promise<Sample> => {
    const cpu = watchCpu({ web: twoRows.pid, postgres: world.postgres.pid })
    const ms = await twoRows.ask('insert', { url: world.env.DATABASE_URL ?? '', connections, posts, authors })
    const used = cpu()
    const each = { web: used.web / posts, postgres: used.postgres / posts }
    return { figures: { posts: (1000 * posts) / ms, ...each, all: each.web + each.postgres }, lost: 0, doubled: 0 }
  }
  await ours(Math.min(posts, 200))
  const samples = await compare(
    [
      { name: OURS, run: () => ours() },
      { name: CEILING, run: ceiling },
    ],
    repeats,
  )
  await Promise.all([fanOut.stop(), load.stop(), twoRows.stop(), site.stop()])
  return report(rowsOf('write', samples, LINES))
}

function countDeliveries(fanOut: Program<FanOut>, { followers, posts }: { followers: number; posts: number }) {
  return fanOut.ask('countAppends', { first: String(readerId(0)), count: followers, posts })
}

const LINES: Line[] = [
  { metric: 'posts a second', unit: '/s', figure: 'posts', ceiling: CEILING },
  { metric: 'posts a second, delivered to all followers', unit: '/s', figure: 'delivered' },
  { metric: 'answer, p50', unit: 'ms', figure: 'p50' },
  { metric: 'answer, p99', unit: 'ms', figure: 'p99' },
  { metric: 'CPU of web', unit: 'ms/post', figure: 'web', ceiling: CEILING },
  { metric: 'CPU of jobs', unit: 'ms/post', figure: 'jobs' },
  { metric: 'CPU of Redis', unit: 'ms/post', figure: 'redis' },
  { metric: 'CPU of PostgreSQL', unit: 'ms/post', figure: 'postgres', ceiling: CEILING },
  { metric: 'CPU in all', unit: 'ms/post', figure: 'all', ceiling: CEILING },
  { metric: 'load generator', unit: '% of a core', figure: 'generator' },
]

function report(rows: Report['rows']): Report {
  const bars = [
    bar('>= 400 posts a second', (rate) => rate >= 400, find(rows, 'posts a second')?.ours),
    bar('<= 3 ms of CPU in web', (ms) => ms <= 3, find(rows, 'CPU of web')?.ours),
  ]
  return { rows, bars }
}
