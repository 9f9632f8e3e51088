import { clock } from '@/bench/measure/clock'
import type { Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import { type Program, startProgram } from '@/bench/process/program'
import { postId, readerId } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import type { FanOut } from './fan-out.program'
import type { Listen } from './listen.program'

/** Gateways that hold the connections. Each gets the frames for its readers. */
const GATEWAYS = ['gateway-a', 'gateway-b', 'gateway-c', 'gateway-d']

/** The process that fans out, and the one that stands for all gateways. */
export type Setup = { fanOut: Program<FanOut>; gateways: Program<Listen>; readers: number }

/** Fills the timelines of all readers and connects every tenth of them. */
export async function setUp(world: World, readers: number): Promise<Setup> {
  const first = String(readerId(0))
  const fanOut = await startProgram<FanOut>('fan-out', world.env)
  const gateways = await startProgram<Listen>('listen', world.env)
  await fanOut.ask('fill', { first, count: readers })
  await fanOut.ask('connect', { first, count: readers, gateways: GATEWAYS })
  await gateways.ask('listen', { url: world.redis.url, channels: await fanOut.ask('channels', GATEWAYS) })
  return { fanOut, gateways, readers }
}

type Run = { firstPost: number; posts: number; atOnce: number }

/** Fans posts out to all readers and checks every timeline afterwards. */
export async function measureFanOut(world: World, setup: Setup, { firstPost, posts, atOnce }: Run): Promise<Sample> {
  const { fanOut, gateways, readers } = setup
  const numbers = Array.from({ length: posts }, (_, n) => firstPost + n)
  const ids = numbers.map((number) => String(postId(number)))
  const cpu = watchCpu({
    node: fanOut.pid,
    redis: world.redis.pid,
    postgres: world.postgres.pid,
    generator: gateways.pid,
  })
  const began = clock()
  await fanOut.ask('fanOut', { posts: numbers, atOnce })
  const ms = clock() - began
  const used = cpu()
  const found = await fanOut.ask('countPosts', { first: String(readerId(0)), count: readers, posts: ids })
  const missing = Math.ceil(readers / 10) * posts - (await gateways.ask('received'))
  const each = (milliseconds: number) => (milliseconds * 1000) / (readers * posts)
  return {
    figures: {
      recipients: ((readers * posts) / ms) * 1000,
      node: each(used.node),
      redis: each(used.redis),
      postgres: each(used.postgres),
      all: each(used.node + used.redis + used.postgres),
      generator: (100 * used.generator) / ms,
    },
    lost: found.lost + Math.max(0, missing),
    doubled: found.doubled + Math.max(0, -missing),
  }
}
