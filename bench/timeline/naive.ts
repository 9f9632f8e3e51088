import { clock } from '@/bench/measure/clock'
import type { Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import { startProgram } from '@/bench/process/program'
import { readerId } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import type { NaiveProducer } from './naive-producer.program'
import type { NaiveWorker } from './naive-worker.program'

export const JOB_PER_FOLLOWER = 'a job per follower'
export const CHUNKED = 'jobs of many followers'

const CONCURRENCY = 50
const FIRST = String(readerId(0))

let post = 0

/** Sends one post to these followers through BullMQ, from the first job enqueued to the last one done. */
export function naive(world: World, { followers, perJob }: { followers: number; perJob: number }) {
  return async (): Promise<Sample> => {
    const url = world.redis.url
    const worker = await startProgram<NaiveWorker>('naive-worker', world.env)
    const producer = await startProgram<NaiveProducer>('naive-producer', world.env)
    await worker.ask('start', { url, concurrency: CONCURRENCY })
    const id = String(++post)
    const cpu = watchCpu({ worker: worker.pid, producer: producer.pid, redis: world.redis.pid })
    const began = clock()
    const done = worker.ask('complete', Math.ceil(followers / perJob))
    await producer.ask('enqueue', { url, post: id, first: FIRST, count: followers, perJob })
    await done
    const ms = clock() - began
    const used = cpu()
    const found = await worker.ask('countPost', { post: id, first: FIRST, count: followers })
    await Promise.all([worker.stop(), producer.stop()])
    const each = (milliseconds: number) => (milliseconds * 1000) / followers
    const node = used.worker + used.producer
    return {
      figures: {
        recipients: (followers / ms) * 1000,
        node: each(node),
        redis: each(used.redis),
        all: each(node + used.redis),
      },
      lost: followers - found,
      doubled: 0,
    }
  }
}
