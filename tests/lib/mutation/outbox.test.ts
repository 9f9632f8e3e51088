import { beforeAll, describe, expect, it } from 'vitest'
import { enqueue, jobId, queue } from '@/lib/mutation/queues'
import { relay } from '@/lib/mutation/relay'
import { isRedisAway, redis } from '@/lib/redis/client'
import { feedTexts, follow, post } from '../../support/acts'
import { takeErrors } from '../../support/errors'
import { drain, startJobs, stopJobs } from '../../support/jobs'
import { people, person } from '../../support/people'
import { query } from '../../support/query'
import { flushRedis, freezeRedis, thawRedis } from '../../support/redis'

beforeAll(() => startJobs())

type Row = {
  id: bigint
  queue: string
  type: string
  attempts: number
  done: boolean
  parked: boolean
  due: number
  lastError: string | null
}

const events = () =>
  query<Row>(
    `SELECT id, queue, type, attempts, "doneAt" IS NOT NULL AS done, "parkedAt" IS NOT NULL AS parked, "lastError",
            extract(epoch FROM "dueAt" - now())::float8 AS due FROM "OutboxEvent" ORDER BY id`,
  )
/** The newest event of the fan-out queue. A post records one event in each of two queues. */
const newest = async () => (await events()).findLast((event) => event.queue === 'fan-out')
const makeDue = () => query(`UPDATE "OutboxEvent" SET "dueAt" = now() - interval '1 second' WHERE "doneAt" IS NULL`)

describe('the writer', () => {
  it('enqueues right after commit: Ana posts and the event is done without the relay', async () => {
    const ana = await person('Ana')
    await post(ana, 'At once')
    await expect.poll(async () => (await newest())?.done, { timeout: 5000 }).toBe(true)
    expect(await newest()).toMatchObject({ type: 'post.created', attempts: 0, parked: false })
  })

  it('records no event for a post that is refused', async () => {
    const before = (await events()).length
    const ana = await person('Ana')
    await expect(post(ana, '')).rejects.toThrow()
    expect((await events()).length).toBe(before)
  })

  it('leaves events to the relay while Redis is frozen: Ben has Ana’s post when it is back', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    freezeRedis()
    try {
      await post(ana, 'Into the silence')
      expect(await feedTexts(ben)).toEqual(['Into the silence'])
      expect((await newest())?.done).toBe(false)
    } finally {
      thawRedis()
    }
    await expect.poll(isRedisAway, { timeout: 5000 }).toBe(false)
    await drain()
    expect(await feedTexts(ben)).toEqual(['Into the silence'])
  })
})

describe('the relay', () => {
  it('does not enqueue what waits in the queue, and enqueues again what a flushed queue has lost', async () => {
    await stopJobs()
    const ana = await person('Ana')
    await post(ana, 'Forgotten')
    const event = await newest()
    await expect.poll(() => queue('fan-out').getJobState(jobId(event?.id ?? 0n, 0)), { timeout: 5000 }).toBe('waiting')
    await makeDue()
    await expect.poll(relay, { timeout: 5000 }).toBe(2)
    expect(await newest()).toMatchObject({ attempts: 0, done: false })
    expect((await newest())?.due).toBeGreaterThan(5)

    await flushRedis()
    await makeDue()
    await expect.poll(relay, { timeout: 5000 }).toBe(2)
    expect(await newest()).toMatchObject({ attempts: 1, done: false })
    expect(await queue('fan-out').getJobState(jobId(event?.id ?? 0n, 1))).toBe('waiting')
    await drain()
    expect((await newest())?.done).toBe(true)
  })

  it('shares the work with another relay: of twenty events each is claimed once', async () => {
    await stopJobs()
    await query(
      `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt") SELECT 'graph', 'graph.changed', '{"userIds": []}', now() - interval '1 second' FROM generate_series(1, 20)`,
    )
    const claimed = await Promise.all([relay(), relay()])
    expect(claimed[0] + claimed[1]).toBe(20)
    await drain()
  })
})

describe('an event that always fails', () => {
  it('is parked after five attempts, visible and not dropped, and does not delay others', async () => {
    await startJobs()
    const [poison] = await query<{ id: bigint }>(
      `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt") VALUES ('fan-out', 'post.created', '{"postId": "no id"}', now()) RETURNING id`,
    )
    await enqueue([{ queue: 'fan-out', eventId: poison?.id ?? 0n, attempt: 0 }])
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    await post(ana, 'Past the poison')
    await expect.poll(async () => (await newest())?.done, { timeout: 5000 }).toBe(true)
    expect(await feedTexts(ben)).toEqual(['Past the poison'])

    const parked = async () => (await events()).find(({ id }) => id === poison?.id)
    await expect.poll(async () => (await parked())?.parked, { timeout: 18_000 }).toBe(true)
    expect(await parked()).toMatchObject({ done: false, lastError: expect.stringContaining('no id') })
    expect((await parked())?.due).toBeGreaterThan(590)
    expect(takeErrors().filter((line) => line.includes('job failed'))).toHaveLength(5)
  })

  it('is tried again when it is due, and done when its cause is repaired', async () => {
    const [parked] = await query<{ id: bigint }>(`SELECT id FROM "OutboxEvent" WHERE "parkedAt" IS NOT NULL`)
    await query(
      `UPDATE "OutboxEvent" SET payload = '{"postId": "1"}', "dueAt" = now() - interval '1 second' WHERE id = $1`,
      [parked?.id],
    )
    await expect.poll(relay, { timeout: 5000 }).toBe(1)
    await expect
      .poll(async () => (await events()).find(({ id }) => id === parked?.id)?.done, { timeout: 5000 })
      .toBe(true)
    expect((await events()).find(({ id }) => id === parked?.id)?.parked).toBe(false)
  })
})

describe('a job that starts before its transaction commits', () => {
  it('waits for the commit', async () => {
    await startJobs()
    const [{ id } = { id: 0n }] = await query<{ id: bigint }>('SELECT next_id() AS id')
    await enqueue([{ queue: 'graph', eventId: id, attempt: 0 }])
    await expect.poll(() => queue('graph').getJobState(jobId(id, 0)), { timeout: 5000 }).toBe('delayed')
    await query(
      `INSERT INTO "OutboxEvent" (id, queue, type, payload, "dueAt") VALUES ($1, 'graph', 'graph.changed', '{"userIds": []}', now() + interval '1 hour')`,
      [id],
    )
    await expect.poll(async () => (await events()).find((event) => event.id === id)?.done, { timeout: 5000 }).toBe(true)
  })

  it('is dropped after thirty seconds without a row, because no transaction takes that long', async () => {
    await stopJobs()
    await enqueue([{ queue: 'graph', eventId: 4n, attempt: 0 }])
    // As often as it is tried in that time.
    await redis.hset('bull:graph:event-4-0', 'ats', 60)
    await startJobs()
    await expect.poll(() => queue('graph').getJobState('event-4-0'), { timeout: 5000 }).toBe('unknown')
  })
})
