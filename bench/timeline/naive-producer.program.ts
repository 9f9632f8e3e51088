import { type ConnectionOptions, Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { answer } from '@/bench/process/answer'

type Post = { url: string; post: string; first: string; count: number; perJob: number }

const JOBS_PER_CALL = 1000

const work = {
  /** Enqueues one post for these followers, `perJob` of them in each job. */
  async enqueue({ url, post, first, count, perJob }: Post): Promise<void> {
    const client = new Redis(url)
    const queue = new Queue('naive', { connection: client as unknown as ConnectionOptions })
    const followers = Array.from({ length: count }, (_, n) => String(BigInt(first) + BigInt(n)))
    const jobs = Array.from({ length: Math.ceil(count / perJob) }, (_, index) => ({
      name: 'append',
      data: { post, followers: followers.slice(index * perJob, (index + 1) * perJob) },
      opts: { removeOnComplete: true },
    }))
    for (let at = 0; at < jobs.length; at += JOBS_PER_CALL) await queue.addBulk(jobs.slice(at, at + JOBS_PER_CALL))
    await queue.close()
    client.disconnect()
  },
}

export type NaiveProducer = typeof work

answer(work)
