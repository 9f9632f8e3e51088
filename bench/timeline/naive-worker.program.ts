import { type ConnectionOptions, type Job, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { answer } from '@/bench/process/answer'

/**
 * The baseline that most projects build: BullMQ jobs that write timelines as sorted sets and publish to each follower's
 * channel. A job is for one follower, or for many in one pipeline. The sets begin empty and no client listens, which favours it.
 */
type Payload = { post: string; followers: string[] }
type Setting = { url: string; concurrency: number }

const KEEP = 800
const QUEUE = 'naive'

let redis: Redis
let queue: Queue<Payload>
let done = 0
let target = 0
let finished: () => void = () => undefined

async function append({ data: { post, followers } }: Job<Payload>): Promise<void> {
  const pipeline = redis.pipeline()
  for (const follower of followers) {
    pipeline
      .zadd(`naive:home:${follower}`, Date.now(), post)
      .zremrangebyrank(`naive:home:${follower}`, 0, -KEEP - 1)
      .publish(`naive:user:${follower}`, post)
  }
  await pipeline.exec()
}

const connect = (url: string) => new Redis(url, { maxRetriesPerRequest: null })
// BullMQ types its connection by its own copy of the ioredis types.
const asConnection = (client: Redis) => client as unknown as ConnectionOptions

const work = {
  async start({ url, concurrency }: Setting): Promise<void> {
    redis = connect(url)
    queue = new Queue(QUEUE, { connection: asConnection(connect(url)) })
    const worker = new Worker<Payload>(QUEUE, append, { connection: asConnection(connect(url)), concurrency })
    worker.on('completed', () => {
      if (++done === target) finished()
    })
    await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()])
  },

  /** Resolves when this many jobs are done, counted from this call. */
  complete(jobs: number): Promise<void> {
    done = 0
    target = jobs
    return new Promise((resolve) => {
      finished = resolve
    })
  },

  /** How many of these followers have this post. A sorted set cannot contain it twice. */
  async countPost({ post, first, count }: { post: string; first: string; count: number }): Promise<number> {
    const pipeline = redis.pipeline()
    for (let n = 0; n < count; n++) pipeline.zscore(`naive:home:${BigInt(first) + BigInt(n)}`, post)
    const answers = (await pipeline.exec()) ?? []
    return answers.filter(([, score]) => score !== null).length
  },
}

export type NaiveWorker = typeof work

answer(work)
