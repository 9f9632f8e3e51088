import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { withDeadline } from '@/lib/async/deadline'
import { measureOutbox } from '@/lib/mutation/measure-outbox'
import { enqueue, isQueueAway, jobId, queue } from '@/lib/mutation/queues'
import { relay } from '@/lib/mutation/relay'
import { pool } from '@/lib/postgres/pool'
import { metrics } from '@/lib/process/metrics'
import { redis } from '@/lib/redis/client'
import { follow, post } from '../../support/acts'
import { takeErrors } from '../../support/errors'
import { clearEvents, eventOf } from '../../support/events'
import { drain, startJobs, stopJobs } from '../../support/jobs'
import { people } from '../../support/people'
import { query } from '../../support/query'
import { flushRedis, freezeRedis, thawRedis } from '../../support/redis'
import { putTimeline, rawTimeline } from '../../support/timelines'

type Row = { attempts: number; due: number; done: boolean; parked: boolean; lastError: string | null }

const rowOf = async (id: bigint) =>
  (
    await query<Row>(
      `SELECT attempts, extract(epoch FROM "dueAt" - now())::float8 AS due, "doneAt" IS NOT NULL AS done,
              "parkedAt" IS NOT NULL AS parked, "lastError" FROM "OutboxEvent" WHERE id = $1`,
      [id],
    )
  )[0]

/** An event without a job. By default it has no work to do. */
async function openEvent({
  attempts = 0,
  dueIn = 0,
  parked = false,
  payload = '{"userIds": []}',
} = {}): Promise<bigint> {
  const [row] = await query<{ id: bigint }>(
    `INSERT INTO "OutboxEvent" (queue, type, payload, attempts, "dueAt", "parkedAt")
     VALUES ('graph', 'graph.changed', $3, $1, now() + ($2 - 0.01) * interval '1 second', CASE WHEN $4 THEN now() END) RETURNING id`,
    [attempts, dueIn, payload, parked],
  )
  return row?.id ?? 0n
}

beforeAll(async () => {
  await startJobs()
  // The first run finds a server that is new.
  await relay()
})
beforeEach(async () => {
  await stopJobs()
  await clearEvents()
})
afterEach(async () => {
  thawRedis()
  const taken = () =>
    enqueue([])
      .then(() => true)
      .catch(() => false)
  await expect.poll(taken, { timeout: 5000 }).toBe(true)
})

describe('the relay', () => {
  it.each([
    [0, 10],
    [1, 30],
    [2, 120],
    [3, 600],
    [9, 600],
  ])('makes an event with %i earlier attempts due again after %i seconds', async (attempts, seconds) => {
    const id = await openEvent({ attempts })
    // On a busy machine the queue may exceed its time budget. Then the event is due again after a second.
    await expect.poll(relay, { timeout: 5000 }).toBe(1)
    const { due = 0, attempts: now } = (await rowOf(id)) ?? {}
    expect(due).toBeGreaterThan(seconds - 5)
    expect(due).toBeLessThanOrEqual(seconds)
    expect(now).toBe(attempts + 1)
    expect(await queue('graph').getJobState(jobId(id, attempts + 1))).toBe('waiting')
  })

  it('leaves new events to their writer, and claims those that are due', async () => {
    const [now, due] = [await openEvent({ dueIn: 3 }), await openEvent()]
    await expect.poll(relay, { timeout: 5000 }).toBe(1)
    expect([(await rowOf(now))?.attempts, (await rowOf(due))?.attempts]).toEqual([0, 1])
  })

  it('claims nothing while the queue is away, so that no event waits longer than the outage', async () => {
    const id = await openEvent()
    freezeRedis()
    await expect(enqueue([{ queue: 'graph', eventId: id, attempt: 0 }])).rejects.toMatchObject({ code: 'redis_away' })
    expect([isQueueAway(), await relay()]).toEqual([true, 0])
    expect((await rowOf(id))?.due).toBeLessThanOrEqual(0)
    thawRedis()
    // Redis now runs the command that it got while frozen, so the relay finds the job in the queue.
    await expect
      .poll(
        () =>
          queue('graph')
            .getJobState(jobId(id, 0))
            .catch(() => null),
        { timeout: 10_000 },
      )
      .toBe('waiting')
    await expect.poll(relay, { timeout: 5000 }).toBe(1)
    expect((await rowOf(id))?.attempts).toBe(0)
  })

  it('makes claimed events due again when the queue goes away meanwhile', async () => {
    const id = await openEvent()
    freezeRedis()
    expect(await relay()).toBe(0)
    thawRedis()
    expect(await rowOf(id)).toMatchObject({ attempts: 0 })
    expect((await rowOf(id))?.due).toBeLessThanOrEqual(1)
  })

  it('enqueues at once what was in the queue when that was flushed, however late its next look was', async () => {
    const ids = [await openEvent({ attempts: 1, dueIn: 30 }), await openEvent({ attempts: 2, dueIn: 120 })]
    const parked = await openEvent({ parked: true, dueIn: 300 })
    await expect.poll(relay, { timeout: 5000 }).toBe(0)
    await flushRedis()
    await expect.poll(relay, { timeout: 5000 }).toBe(2)
    expect((await Promise.all(ids.map(rowOf))).map((row) => row?.attempts)).toEqual([2, 3])
    expect((await rowOf(parked))?.due).toBeGreaterThan(200)
    expect(await relay()).toBe(0)
  })

  it('starts a job whose delay is longer than until this look: a clock was set back since it was made', async () => {
    const id = await openEvent()
    await queue('graph').add('event', { eventId: String(id) }, { jobId: jobId(id, 0), delay: 3_600_000 })
    await expect.poll(relay, { timeout: 5000 }).toBe(1)
    expect(await queue('graph').getJobState(jobId(id, 0))).toBe('waiting')
    await startJobs()
    await expect.poll(async () => (await rowOf(id))?.done).toBe(true)
  })

  it('of forty events and four relays, each event is enqueued once', async () => {
    const ids: bigint[] = []
    for (let n = 0; n < 40; n++) ids.push(await openEvent())
    const before = await queue('graph').count()
    const claimed = await Promise.all([relay(), relay(), relay(), relay()])
    expect(claimed.reduce((sum, one) => sum + one, 0)).toBe(40)
    expect((await queue('graph').count()) - before).toBe(40)
    expect(new Set(await Promise.all(ids.map(async (id) => (await rowOf(id))?.attempts)))).toEqual(new Set([1]))
    await drain()
  })

  it('skips an event that another relay is claiming, instead of waiting for it or claiming it too', async () => {
    const [others, mine] = [await openEvent(), await openEvent()]
    const another = await pool.connect()
    await another.query('BEGIN')
    await another.query(`UPDATE "OutboxEvent" SET "dueAt" = now() + interval '10 seconds' WHERE id = $1`, [others])
    const claimed = relay().finally(() => another.query('COMMIT').then(() => another.release()))
    const first = await withDeadline(claimed, 3000, () => new Error('it waits')).catch(() => 'it waits')
    if (first === 'it waits') await another.query('COMMIT')
    expect([first, await relay()]).toEqual([1, 0])
    expect([(await rowOf(others))?.attempts, (await rowOf(mine))?.attempts]).toEqual([0, 1])
  })

  it('parks an event whose job has failed for good when the worker could not park it', async () => {
    await startJobs()
    const id = await openEvent({ dueIn: 3600, payload: '{"userIds": ["nobody"]}' })
    await queue('graph').add('event', { eventId: String(id) }, { jobId: jobId(id, 0), attempts: 1 })
    await expect.poll(() => queue('graph').getJobState(jobId(id, 0))).toBe('failed')
    await expect.poll(async () => (await rowOf(id))?.parked).toBe(true)
    await query(
      `UPDATE "OutboxEvent" SET "parkedAt" = NULL, "lastError" = NULL, "dueAt" = now() - interval '10 milliseconds' WHERE id = $1`,
      [id],
    )
    await relay()
    expect(await rowOf(id)).toMatchObject({ parked: true, attempts: 0, done: false })
    expect((await rowOf(id))?.due).toBeGreaterThan(590)
    expect(takeErrors().length).toBeGreaterThan(0)
  })

  it('tries parked events every ten minutes, never drops them, and counts them in the metrics', async () => {
    const id = await openEvent({ attempts: 1, parked: true })
    await openEvent({ parked: true, dueIn: 300 })
    await measureOutbox()
    const shown = await metrics.registry.metrics()
    expect(shown.match(/^carillon_outbox_(open|parked) .*/gm)).toEqual([
      'carillon_outbox_open 2',
      'carillon_outbox_parked 2',
    ])
    expect(await relay()).toBe(1)
    expect(await rowOf(id)).toMatchObject({ attempts: 2, parked: true })
    expect((await rowOf(id))?.due).toBeGreaterThan(590)
    await startJobs()
    await expect.poll(async () => (await rowOf(id))?.done).toBe(true)
    expect((await rowOf(id))?.parked).toBe(false)
  })
})

describe('a job', () => {
  it('whose record has vanished is done by its id', async () => {
    const id = await openEvent({ dueIn: 3600 })
    await enqueue([{ queue: 'graph', eventId: id, attempt: 0 }])
    expect(await redis.del(`bull:graph:${jobId(id, 0)}`)).toBe(1)
    await startJobs()
    await expect.poll(async () => (await rowOf(id))?.done).toBe(true)
    expect((await rowOf(id))?.parked).toBe(false)
  })
})

describe('a job that is not the first of its event', () => {
  it('looks before it appends, also when its attempt is not in the row yet', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    const { id } = await post(ana, 'once')
    // As after a first attempt that appended the post and died before it marked the range, and whose job was lost.
    await putTimeline(ben, { ids: [BigInt(id)] })
    await queue('fan-out').obliterate({ force: true })
    const eventId = await eventOf(id)
    await enqueue([{ queue: 'fan-out', eventId, attempt: 1 }])
    expect(await redis.keys(`fanned:*:${eventId}:*`)).toEqual([])
    await startJobs()
    await expect.poll(async () => (await rowOf(eventId))?.done).toBe(true)
    expect((await rawTimeline(ben))?.ids).toEqual([id])
  })
})

describe('an event that always fails', () => {
  it('does not delay others: they are done while it is still being tried', async () => {
    await startJobs()
    const poison = await Promise.all(
      Array.from({ length: 5 }, () => openEvent({ dueIn: 3600, payload: '{"userIds": ["nobody"]}' })),
    )
    await enqueue(poison.map((eventId) => ({ queue: 'graph' as const, eventId, attempt: 0 })))
    const good = await Promise.all(Array.from({ length: 20 }, () => openEvent({ dueIn: 3600 })))
    const began = Date.now()
    await enqueue(good.map((eventId) => ({ queue: 'graph' as const, eventId, attempt: 0 })))
    await expect
      .poll(async () => (await Promise.all(good.map(rowOf))).every((row) => row?.done), { timeout: 5000 })
      .toBe(true)
    expect(Date.now() - began).toBeLessThan(3000)
    expect((await Promise.all(poison.map(rowOf))).map((row) => row?.parked)).toEqual(Array(5).fill(false))
    await expect
      .poll(async () => (await Promise.all(poison.map(rowOf))).every((row) => row?.parked), { timeout: 15_000 })
      .toBe(true)
    for (const row of await Promise.all(poison.map(rowOf))) expect(row?.lastError).toContain('nobody')
    expect(takeErrors()).toHaveLength(25)
  })
})
