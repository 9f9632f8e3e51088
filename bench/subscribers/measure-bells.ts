import { setTimeout as pause } from 'node:timers/promises'
import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { Schedule } from '@/bench/load/schedule'
import type { SendRequests } from '@/bench/load/send-requests.program'
import { clock } from '@/bench/measure/clock'
import type { Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import type { Program } from '@/bench/process/program'
import type { startSite } from '@/bench/process/site'
import type { Sizes } from '@/bench/sizes'
import { untilAllIsDone, untilBellsAreDone } from '@/bench/world/outbox'
import { authorId } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import { checkBells } from './check-bells'

/** Milliseconds within which all must have the notification, and without a frame after which no more are expected. */
const WITHIN = 300_000
const PATIENCE = 3000

export type Setup = {
  world: World
  site: Awaited<ReturnType<typeof startSite>>
  sizes: Sizes['subscribers']
  /** Rows in each bell before the first post. */
  rowsBefore: number
  /** Sends the posts of which all subscribers are notified. `others` sends those of other authors. */
  star: Program<SendRequests>
  others: Program<SendRequests>
  /** Streams of connected subscribers. `feeds`: those of the connected followers of the others. */
  bells: Program<OpenStreams>
  feeds: Program<OpenStreams>
}

let sentByOthers = 0

/** First others post alone, then a star posts alone (for time and CPU), then another star posts while others post. */
export async function measureBells(setup: Setup, star: number): Promise<Sample> {
  const alone = await postByOthers(setup, clock() + 300)
  await untilAllIsDone(setup.world)
  const one = await postByStar(setup, star, clock() + 300)
  const begin = clock() + 300
  const [other, meanwhile] = await Promise.all([postByStar(setup, star + 1, begin), postByOthers(setup, begin)])
  await untilAllIsDone(setup.world)
  const parts = [alone, meanwhile, one, other]
  const sum = (what: 'lost' | 'doubled') => parts.reduce((all, part) => all + part[what], 0)
  return {
    figures: {
      seconds: one.seconds,
      'seconds beside': other.seconds,
      'screen p50': one.latency.p50,
      'screen last': one.latency.max,
      ...one.cpu,
      'feed alone': alone.p99,
      'feed beside': meanwhile.p99,
    },
    lost: sum('lost'),
    doubled: sum('doubled'),
  }
}

async function postByOthers({ others, feeds, sizes: { small } }: Setup, begin: number) {
  const count = Math.round((small.rate * small.ms) / 1000)
  const schedule: Schedule = { first: sentByOthers, count, begin, every: 1000 / small.rate }
  sentByOthers += count
  await feeds.ask('expect', { first: schedule.first, count, groups: 1, schedule })
  const { wrong } = await others.ask('onSchedule', schedule)
  const { lost, doubled, latency } = await feeds.ask('finish', { patience: PATIENCE })
  return { p99: latency?.p99 ?? Number.NaN, lost: lost + wrong, doubled }
}

/** `seconds`: from when the post should be sent until all subscribers have the notification. */
async function postByStar({ world, site, sizes, rowsBefore, star, bells }: Setup, number: number, begin: number) {
  const schedule: Schedule = { first: number, count: 1, begin, every: 1 }
  await bells.ask('expect', { first: number, count: 1, groups: 1, schedule, absolute: true })
  const cpu = watchCpu({ jobs: site.jobs.pid, redis: world.redis.pid, postgres: world.postgres.pid })
  await pause(begin - clock())
  const { wrong } = await star.ask('onSchedule', schedule)
  const postId = await latestPostOf(world, number)
  await untilBellsAreDone(world, postId, WITHIN)
  const seconds = (clock() - begin) / 1000
  const used = Object.entries(cpu()).map(([role, ms]) => [role, (1000 * ms) / sizes.subscribers] as const)
  const { lost, latency } = await bells.ask('finish', { patience: PATIENCE })
  const off = await checkBells(world, { postId, star: number, sizes, rowsBefore: rowsBefore + number })
  const all = used.reduce((sum, [, each]) => sum + each, 0)
  return {
    seconds,
    cpu: { ...Object.fromEntries(used), all },
    latency: latency ?? { p50: Number.NaN, max: Number.NaN },
    lost: wrong + lost + off.lost,
    doubled: off.doubled,
  }
}

async function latestPostOf({ sql }: World, star: number): Promise<string> {
  const { rows } = await sql.query(`SELECT id::text FROM "Post" WHERE "authorId" = $1 ORDER BY id DESC LIMIT 1`, [
    authorId(star),
  ])
  return rows[0]?.id ?? '0'
}
