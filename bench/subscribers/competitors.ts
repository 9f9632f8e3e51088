import { clock } from '@/bench/measure/clock'
import type { Sample } from '@/bench/measure/compare'
import { watchCpu } from '@/bench/measure/cpu'
import { missBy } from '@/bench/measure/miss'
import { startProgram } from '@/bench/process/program'
import type { NaiveProducer } from '@/bench/timeline/naive-producer.program'
import { authorId, readerId } from '@/bench/world/people'
import { readPlainBells, resetPlainCounts } from '@/bench/world/plain-bells'
import type { World } from '@/bench/world/services'
import type { RingWorker } from './ring-worker.program'

const CONCURRENCY = 50

/** Each run uses another post id. No such posts exist, which makes no difference here. */
let post = 0n

/**
 * What most projects do: a job with its own transaction for each subscriber. The seconds are extrapolated to all subscribers.
 */
export function jobPerSubscriber(world: World, { subscribers, of }: { subscribers: number; of: number }) {
  return async (): Promise<Sample> => {
    const url = world.redis.url
    await resetPlainCounts(world)
    const worker = await startProgram<RingWorker>('ring-worker', world.env)
    const producer = await startProgram<NaiveProducer>('naive-producer', world.env)
    await worker.ask('start', { url, concurrency: CONCURRENCY })
    const id = ++post
    const cpu = watchCpu({
      worker: worker.pid,
      producer: producer.pid,
      redis: world.redis.pid,
      postgres: world.postgres.pid,
    })
    const began = clock()
    const done = worker.ask('complete', subscribers)
    const range = { first: String(readerId(0)), count: subscribers }
    await producer.ask('enqueue', { url, post: String(id), ...range, perJob: 1 })
    await done
    const seconds = (((clock() - began) / 1000) * of) / subscribers
    const used = cpu()
    const { rows, unseen } = await readPlainBells(world, id)
    await Promise.all([worker.stop(), producer.stop()])
    const each = (ms: number) => (1000 * ms) / subscribers
    const jobs = used.worker + used.producer
    return {
      figures: {
        seconds,
        'seconds beside': seconds,
        jobs: each(jobs),
        redis: each(used.redis),
        postgres: each(used.postgres),
        all: each(jobs + used.redis + used.postgres),
      },
      ...missBy(subscribers, [rows, unseen]),
    }
  }
}

/** The ceiling: one statement that inserts a row for each subscriber of the first star, and nothing else. */
export function insertForAll(world: World, subscribers: number) {
  return async (): Promise<Sample> => {
    const id = ++post
    const cpu = watchCpu({ postgres: world.postgres.pid })
    const began = clock()
    await world.sql.query(
      `INSERT INTO "PlainNotification" ("recipientId", type, "actorId", "postId")
       SELECT "followerId", 'new_post', "followeeId", $2::bigint FROM "Follow" WHERE "followeeId" = $1 AND notify`,
      [authorId(0), id],
    )
    const seconds = (clock() - began) / 1000
    const postgres = (1000 * cpu().postgres) / subscribers
    const { rows } = await readPlainBells(world, id)
    return { figures: { seconds, postgres, all: postgres }, ...missBy(subscribers, [rows]) }
  }
}
