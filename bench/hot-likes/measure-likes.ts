import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { SendRequests } from '@/bench/load/send-requests.program'
import { clock } from '@/bench/measure/clock'
import type { Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import type { Program } from '@/bench/process/program'
import type { startSite } from '@/bench/process/site'
import type { Sizes } from '@/bench/sizes'
import { untilAllIsDone } from '@/bench/world/outbox'
import { resetPlainCounts } from '@/bench/world/plain-bells'
import type { World } from '@/bench/world/services'
import { checkLikes, checkPlainLikes } from './check-likes'
import type { OneStatement } from './one-statement.program'

/** Milliseconds within which the bell must be exact. */
const PATIENCE = 60_000

export type Setup = {
  world: World
  sizes: Sizes['hotLikes']
  site: Awaited<ReturnType<typeof startSite>>
  plain: { port: number; pid: number }
  statement: Program<OneStatement>
  load: Program<SendRequests>
  /** The stream of our author, which receives the frame in which all like the post. */
  author: Program<OpenStreams>
  /** Cookies of those who like. */
  cookies: string
}

/** The number of the post that is liked in this run, the number of its author, and how many like it. */
type Run = { post: number; author: number; likes: number }

export async function measureOurs({ world, sizes, site, load, author, cookies }: Setup, run: Run): Promise<Sample> {
  const { post, likes } = run
  await author.ask('expect', { first: post, count: 1, groups: 1, absolute: true })
  await load.ask('aim', { port: site.web.port, kind: 'like', cookies, post })
  const pids = { web: site.web.pid, jobs: site.jobs.pid, redis: world.redis.pid, postgres: world.postgres.pid }
  const cpu = watchCpu({ ...pids, generator: load.pid })
  const answered = await load.ask('load', { connections: sizes.connections, requests: likes, first: 0 })
  const last = clock()
  const { endedAt, lost } = await author.ask('finish', { patience: PATIENCE })
  await untilAllIsDone(world)
  const { generator, ...used } = cpu()
  const off = await checkLikes(world, run)
  const bell = lost > 0 ? Number.NaN : Math.max(0, endedAt - last) / 1000
  const figures = { ...figuresOf(answered, likes), bell, ...perLike(used, likes) }
  return {
    figures: { ...figures, generator: (100 * generator) / answered.ms },
    lost: answered.wrong + lost + off.lost,
    doubled: off.doubled,
  }
}

/** Its bell is exact when the last request is answered, so there is no further wait. */
export async function measureRouteHandler({ world, sizes, plain, load, cookies }: Setup, run: Run): Promise<Sample> {
  const { post, likes } = run
  await resetPlainCounts(world)
  await load.ask('aim', { port: plain.port, kind: 'like', cookies, post })
  const cpu = watchCpu({ web: plain.pid, postgres: world.postgres.pid, generator: load.pid })
  const answered = await load.ask('load', { connections: sizes.connections, requests: likes, first: 0 })
  const { generator, ...used } = cpu()
  const { lost, doubled } = await checkPlainLikes(world, run)
  const figures = { ...figuresOf(answered, likes), ...perLike(used, likes) }
  return {
    figures: { ...figures, generator: (100 * generator) / answered.ms },
    lost: answered.wrong + lost,
    doubled,
  }
}

export async function measureStatement({ world, sizes, statement }: Setup, run: Run): Promise<Sample> {
  const { post, likes } = run
  await resetPlainCounts(world)
  const cpu = watchCpu({ web: statement.pid, postgres: world.postgres.pid })
  const ms = await statement.ask('like', { url: world.env.DATABASE_URL ?? '', ...sizes, post })
  const used = cpu()
  return {
    figures: { likes: (1000 * likes) / ms, ...perLike(used, likes) },
    ...(await checkPlainLikes(world, run)),
  }
}

type Answered = { ms: number; latency: { p50: number; p99: number } }

function figuresOf({ ms, latency: { p50, p99 } }: Answered, likes: number) {
  return { likes: (1000 * likes) / ms, p50, p99 }
}

/** Microseconds of CPU, by process and in all. */
function perLike(used: Record<string, number>, likes: number): Record<string, number> {
  const each = Object.entries(used).map(([role, ms]) => [role, (1000 * ms) / likes] as const)
  return { ...Object.fromEntries(each), all: each.reduce((sum, [, part]) => sum + part, 0) }
}
