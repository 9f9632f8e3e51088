import { vi } from 'vitest'

vi.hoisted(() => {
  process.env.QUEUE_FAILURE_POLICY = 'rollback'
})

import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openQueues, queue } from '@/lib/mutation/queues'
import { redis, startRedis } from '@/lib/redis/client'
import { deletePost, edit, feedTexts, follow, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { drain, drainTwice, startJobs, stopJobs } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'
import { freezeRedis, thawRedis } from '../../support/redis'
import { openStream, waitFor } from '../../support/streams'

beforeAll(async () => {
  await startRedis()
  await openQueues()
})
afterEach(async () => {
  thawRedis()
  await expect.poll(() => redis.ping().catch(() => null), { timeout: 10_000 }).toBe('PONG')
})

const tryToPost = (as: Person, text: string, key?: string) =>
  ask.post(as, { text, audience: 'public' }, { headers: key ? { 'idempotency-key': key } : {} })

/** Repeats until the circuit breaker lets a request through. */
const postWhenPossible = (as: Person, text: string) =>
  expect.poll(async () => (await tryToPost(as, text, text)).status, { timeout: 10_000 }).toBe(201)

describe('QUEUE_FAILURE_POLICY=rollback', () => {
  it('a job that starts before its transaction commits waits, and Ben has the post once', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    await startJobs()
    const atBen = await openStream(ben)
    for (const text of ['one', 'two', 'three']) await post(ana, text)
    await drain()
    await waitFor(() => atBen.texts().length === 3)
    await drainTwice()
    expect(await feedTexts(ben)).toEqual(['three', 'two', 'one'])
    await post(ana, 'last')
    await drain()
    await waitFor(() => atBen.texts().includes('last'))
    // Jobs that wait for their transactions may run in another order.
    expect(atBen.texts().sort()).toEqual(['last', 'one', 'three', 'two'])
  })

  it('thirty people post while the queue is frozen: all get 503 soon, nothing is stored, and readers do not wait', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, (_, n) => person(`Person ${n}`)))
    const [ana] = people
    if (!ana) throw new Error('no people')
    const { id } = await post(ana, 'to be read')
    const before = await query(
      'SELECT (SELECT count(*) FROM "Post") AS posts, (SELECT count(*) FROM "OutboxEvent") AS events',
    )
    freezeRedis()
    const began = Date.now()
    const answers = Promise.all(people.map((one, n) => tryToPost(one, 'not now', `key ${n}`)))
    const reading = await ask.readPost(undefined, { id })
    expect(reading.status).toBe(200)
    for (const { status, headers } of await answers) {
      expect([status, Number(headers.get('retry-after')) > 0]).toEqual([503, true])
    }
    expect((await answers).map(({ body }) => body.error.code)).toContain('queue_away')
    expect(Date.now() - began).toBeLessThan(4000)
    expect(
      await query('SELECT (SELECT count(*) FROM "Post") AS posts, (SELECT count(*) FROM "OutboxEvent") AS events'),
    ).toEqual(before)
    expect(await query('SELECT 1 FROM "IdempotencyKey"')).toEqual([])
  })

  it('a job whose post was rolled back, because the queue answered too late, is dropped without an error', async () => {
    await stopJobs()
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    freezeRedis()
    expect((await tryToPost(ana, 'never was')).status).toBe(503)
    thawRedis()
    await postWhenPossible(ana, 'is')
    // Jobs without a row. They get as many attempts as thirty seconds have, instead of waiting that long.
    const rowless = async () => {
      const jobs = await queue('fan-out').getJobs(['waiting', 'delayed'])
      const known = await query<{ id: bigint }>('SELECT id FROM "OutboxEvent"')
      return jobs.filter((job) => !known.some(({ id }) => String(id) === job.data.eventId))
    }
    await expect.poll(async () => (await rowless()).length).toBeGreaterThan(0)
    for (const job of await rowless()) await redis.hset(`bull:fan-out:${job.id}`, 'ats', 60)
    await drain()
    await expect.poll(async () => (await rowless()).length, { timeout: 5000 }).toBe(0)
    expect(await queue('fan-out').getFailedCount()).toBe(0)
    expect(await feedTexts(ben)).toEqual(['is'])
  })

  it('edits and deletions need no queue: Ana does both while it is frozen, and Ben’s screen gets them later', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    const [kept, gone] = [await post(ana, 'kept'), await post(ana, 'gone')]
    await drain()
    const atBen = await openStream(ben)
    freezeRedis()
    await edit(ana, kept, { text: 'kept and changed' })
    await deletePost(ana, gone)
    expect(await feedTexts(ben)).toEqual(['kept and changed'])
    thawRedis()
    await expect.poll(() => redis.ping().catch(() => null), { timeout: 10_000 }).toBe('PONG')
    await drain()
    await waitFor(() => atBen.of('post').length >= 2)
    const told = atBen.of('post').map(({ data }) => data.postId ?? data.post.id)
    expect(new Set(told)).toEqual(new Set([kept.id, gone.id]))
  })
})
