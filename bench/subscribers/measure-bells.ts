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
import { lookAtBells } from './look-at-bells'

/** Milliseconds in which everybody must have it, and after which a connected screen that heard nothing hears nothing more. */
const WITHIN = 300_000
const PATIENCE = 3000

export type Stage = {
  world: World
  site: Awaited<ReturnType<typeof startSite>>
  sizes: Sizes['subscribers']
  /** Rows in each bell before the first post. */
  rowsBefore: number
  /** Sends the posts that all subscribers hear of; `others` sends those of other authors. */
  star: Program<SendRequests>
  others: Program<SendRequests>
  /** The connected subscribers, and the connected followers of the others. */
  bells: Program<OpenStreams>
  feeds: Program<OpenStreams>
}

let sentByOthers = 0

/** Others post alone, a star posts alone (for the time and the CPU), and then another one while others post. */
export async function measureBells(stage: Stage, star: number): Promise<Sample> {
  const alone = await postByOthers(stage, clock() + 300)
  await untilAllIsDone(stage.world)
  const one = await postByStar(stage, star, clock() + 300)
  const begin = clock() + 300
  const [other, meanwhile] = await Promise.all([postByStar(stage, star + 1, begin), postByOthers(stage, begin)])
  await untilAllIsDone(stage.world)
  const parts = [alone, meanwhile, one, other]
  const sum = (what: 'lost' | 'doubled') => parts.reduce((all, part) => all + part[what], 0)
  return {
    figures: {
      ...{ seconds: one.seconds, 'seconds beside': other.seconds },
      ...{ 'screen p50': one.latency.p50, 'screen last': one.latency.max, ...one.cpu },
      ...{ 'feed alone': alone.p99, 'feed beside': meanwhile.p99 },
    },
    lost: sum('lost'),
    doubled: sum('doubled'),
  }
}

async function postByOthers({ others, feeds, sizes: { small } }: Stage, begin: number) {
  const count = Math.round((small.rate * small.ms) / 1000)
  const schedule: Schedule = { first: sentByOthers, count, begin, every: 1000 / small.rate }
  sentByOthers += count
  await feeds.ask('expect', { first: schedule.first, count, groups: 1, schedule })
  const { wrong } = await others.ask('onSchedule', schedule)
  const { lost, doubled, latency } = await feeds.ask('finish', { patience: PATIENCE })
  return { p99: latency?.p99 ?? Number.NaN, lost: lost + wrong, doubled }
}

/** `seconds`: from when the post should be sent until everybody has it. */
async function postByStar({ world, site, sizes, rowsBefore, star, bells }: Stage, number: number, begin: number) {
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
  const off = await lookAtBells(world, { postId, star: number, sizes, rowsBefore: rowsBefore + number })
  const all = used.reduce((sum, [, each]) => sum + each, 0)
  return {
    ...{ seconds, cpu: { ...Object.fromEntries(used), all } },
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
