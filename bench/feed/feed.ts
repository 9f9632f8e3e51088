import type { SendRequests } from '@/bench/load/send-requests.program'
import { compare, type Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import { startProduct } from '@/bench/process/product'
import { type Program, startProgram } from '@/bench/process/program'
import { bar, find, type Line, OURS, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import { addFollows, addPeople, addPosts, settleTables, writeCookies } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import { freePort } from '@/bin/services/ports.mjs'
import type { BareFeed } from './bare-feed.program'

/** The same program without Redis. Each page is then read from PostgreSQL by the pull query. */
const PULL = 'the pull query'
const CEILING = 'LRANGE and primary keys'

/** Measures how many first pages of the feed a second the real HTTP server answers. */
export async function feed(world: World, { repeats, feed: sizes }: Sizes): Promise<Report> {
  const { readers, authors, followees, posts } = sizes
  await addPeople(world, { readers, authors })
  const share = Math.round(authors / followees)
  await addFollows(world, { readers, authors, condition: `abs(hashint4(reader * ${authors} + author)) % ${share} = 0` })
  await addPosts(world, { count: posts, authors })
  await settleTables(world)
  const cookies = await writeCookies(world, 'reader', readers)
  const bare = await startProgram<BareFeed>('bare-feed', world.env)
  await bare.ask('fill', { readers })
  const noRedis = `redis://127.0.0.1:${await freePort()}`
  const web = await startProduct('web', world.env)
  const pulling = await startProduct('web', { ...world.env, REDIS_URL: noRedis })
  const load = await startProgram<SendRequests>('send-requests', world.env)
  const servers = [
    { name: OURS, port: web.port, pid: web.pid },
    { name: PULL, port: pulling.port, pid: pulling.pid },
    { name: CEILING, port: await bare.ask('listen'), pid: bare.pid },
  ]
  const competitors = servers.map(({ name, port, pid }) => ({
    name,
    run: () => measureFeed(world, { load, pid, sizes, target: { port, kind: 'feed', cookies } }),
  }))
  for (const { run } of competitors) await run()
  const samples = await compare(competitors, repeats)
  await Promise.all([load.stop(), bare.stop(), web.stop(), pulling.stop()])
  return report(rowsOf('feed', samples, LINES))
}

type Setting = {
  load: Program<SendRequests>
  pid: number
  sizes: Sizes['feed']
  target: { port: number; kind: 'feed'; cookies: string }
}

async function measureFeed(world: World, { load, pid, sizes, target }: Setting): Promise<Sample> {
  const { pages, connections } = sizes
  await load.ask('aim', target)
  const cpu = watchCpu({ web: pid, redis: world.redis.pid, postgres: world.postgres.pid, generator: load.pid })
  const { ms, wrong, latency } = await load.ask('load', { connections, requests: pages, first: 0 })
  const { generator, ...used } = cpu()
  const each = { web: used.web / pages, redis: used.redis / pages, postgres: used.postgres / pages }
  return {
    figures: {
      pages: (1000 * pages) / ms,
      p50: latency.p50,
      p99: latency.p99,
      ...each,
      all: each.web + each.redis + each.postgres,
      generator: (100 * generator) / ms,
    },
    lost: wrong,
    doubled: 0,
  }
}

const LINES: Line[] = [
  { metric: 'pages a second', unit: '/s', figure: 'pages' },
  { metric: 'p50', unit: 'ms', figure: 'p50' },
  { metric: 'p99', unit: 'ms', figure: 'p99' },
  { metric: 'CPU of the server', unit: 'ms/page', figure: 'web' },
  { metric: 'CPU of Redis', unit: 'ms/page', figure: 'redis' },
  { metric: 'CPU of PostgreSQL', unit: 'ms/page', figure: 'postgres' },
  { metric: 'CPU in all', unit: 'ms/page', figure: 'all' },
  { metric: 'load generator', unit: '% of a core', figure: 'generator' },
].map((line) => ({ ...line, baseline: PULL, ceiling: CEILING }))

function report(rows: Report['rows']): Report {
  const [speed, late] = [find(rows, 'pages a second'), find(rows, 'p99')]
  const [all, database] = [find(rows, 'CPU in all'), find(rows, 'CPU of PostgreSQL')]
  const bars = [
    bar('>= 1,000 pages a second', (rate) => rate >= 1000, speed?.ours),
    bar('<= 2 ms of CPU in all', (ms) => ms <= 2, all?.ours),
    bar('>= 7 x fewer database milliseconds', (ours, pull) => pull >= 7 * ours, database?.ours, database?.baseline),
    bar('p99 <= 30 ms', (ms) => ms <= 30, late?.ours),
  ]
  return { rows, bars }
}
