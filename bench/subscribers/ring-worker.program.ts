import { type ConnectionOptions, type Job, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { answer } from '@/bench/process/answer'
import { transaction } from '@/lib/postgres/query'
import { int, NOTHING, statement } from '@/lib/postgres/statement'

/**
 * The baseline that most projects build: a BullMQ job for each subscriber, which inserts a row and adds to a counter in one
 * transaction, and publishes to the subscriber's channel. No client listens, which favours it.
 */
type Payload = { post: string; followers: string[] }
type Setting = { url: string; concurrency: number }

const AUTHOR = 1n

const NOTIFY = statement(
  'plain-notify-subscriber',
  NOTHING,
  `INSERT INTO "PlainNotification" ("recipientId", type, "actorId", "postId") VALUES ($1, 'new_post', $2, $3)`,
)
const RING = statement(
  'plain-ring-subscriber',
  { unseen: int() },
  `UPDATE "PlainBell" SET unseen = unseen + 1 WHERE "userId" = $1 RETURNING unseen`,
)

let publisher: Redis
let done = 0
let target = 0
let finished: () => void = () => undefined

async function ring({ data: { post, followers } }: Job<Payload>): Promise<void> {
  for (const follower of followers) {
    const [bell] = await transaction(async (run) => {
      await run(NOTIFY, [follower, AUTHOR, post])
      return run(RING, [follower])
    })
    await publisher.publish(`plain:user:${follower}`, JSON.stringify({ unseen: bell?.unseen, post }))
  }
}

const work = {
  async start({ url, concurrency }: Setting): Promise<void> {
    publisher = new Redis(url)
    // BullMQ types its connection by its own copy of the ioredis types.
    const connection = new Redis(url, { maxRetriesPerRequest: null }) as unknown as ConnectionOptions
    const worker = new Worker<Payload>('naive', ring, { connection, concurrency })
    worker.on('completed', () => {
      if (++done === target) finished()
    })
    await worker.waitUntilReady()
  },

  /** Resolves when this many jobs are done, counted from this call. */
  complete(jobs: number): Promise<void> {
    done = 0
    target = jobs
    return new Promise((resolve) => {
      finished = resolve
    })
  },
}

export type RingWorker = typeof work

answer(work)
