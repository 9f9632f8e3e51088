import { vi } from 'vitest'

vi.hoisted(() => {
  process.env.QUEUE_FAILURE_POLICY = 'rollback'
})

import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GET as ONE } from '@/app/api/posts/[id]/route'
import { POST } from '@/app/api/posts/route'
import { openQueues, queue } from '@/lib/mutation/queues'
import { query } from '@/lib/postgres/db'
import { redis, startRedis } from '@/lib/redis/client'
import { call } from '../../support/call'
import { drain, drainTwice, startJobs, stopJobs } from '../../support/jobs'
import { follow, type Person, person } from '../../support/people'
import { change, feedTexts, post, remove } from '../../support/posting'
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
  call(POST, {
    method: 'POST',
    path: '/api/posts',
    body: { text, audience: 'public' },
    headers: key ? { 'idempotency-key': key } : {},
    as,
  })

/** Until the breaker has let a probe through. */
const postWhenPossible = (as: Person, text: string) =>
  expect.poll(async () => (await tryToPost(as, text, text)).status, { timeout: 10_000 }).toBe(201)

describe('QUEUE_FAILURE_POLICY=rollback', () => {
  it('the job that comes before its row is visible waits, and Ben has the post once', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
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
    // Jobs that wait for their rows may overtake each other.
    expect(atBen.texts().sort()).toEqual(['last', 'one', 'three', 'two'])
  })

  it('thirty people post into a frozen queue: all are told soon, nothing is stored, and who reads is not held up', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, (_, n) => person(`Person ${n}`)))
    const [ana] = people
    if (!ana) throw new Error('nobody came')
    const { id } = await post(ana, 'to be read')
    const before = await query(
      'SELECT (SELECT count(*) FROM "Post") AS posts, (SELECT count(*) FROM "OutboxEvent") AS events',
    )
    freezeRedis()
    const began = Date.now()
    const answers = Promise.all(people.map((one, n) => tryToPost(one, 'not now', `key ${n}`)))
    const reading = await call(ONE, { params: { id } })
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

  it('a job whose post was rolled back, because its queue answered too late, is nobody’s: it is dropped without a word', async () => {
    await stopJobs()
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await follow(ben, ana)
    freezeRedis()
    expect((await tryToPost(ana, 'never was')).status).toBe(503)
    thawRedis()
    await postWhenPossible(ana, 'is')
    // What waits for a row that never came, as it is thirty seconds later.
    const ghosts = async () => {
      const jobs = await queue('fan-out').getJobs(['waiting', 'delayed'])
      const known = await query<{ id: bigint }>('SELECT id FROM "OutboxEvent"')
      return jobs.filter((job) => !known.some(({ id }) => String(id) === job.data.eventId))
    }
    await expect.poll(async () => (await ghosts()).length).toBeGreaterThan(0)
    for (const ghost of await ghosts()) await redis.hset(`bull:fan-out:${ghost.id}`, 'timestamp', Date.now() - 31_000)
    await drain()
    await expect.poll(async () => (await ghosts()).length, { timeout: 5000 }).toBe(0)
    expect(await queue('fan-out').getFailedCount()).toBe(0)
    expect(await feedTexts(ben)).toEqual(['is'])
  })

  it('what is no new post needs no queue: Ana edits and deletes while it is frozen, and it is told later', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await follow(ben, ana)
    const [kept, gone] = [await post(ana, 'kept'), await post(ana, 'gone')]
    await drain()
    const atBen = await openStream(ben)
    freezeRedis()
    await change(ana, kept, { text: 'kept and changed' })
    await remove(ana, gone)
    expect(await feedTexts(ben)).toEqual(['kept and changed'])
    thawRedis()
    await expect.poll(() => redis.ping().catch(() => null), { timeout: 10_000 }).toBe('PONG')
    await drain()
    await waitFor(() => atBen.of('post').length >= 2)
    const told = atBen.of('post').map(({ data }) => data.postId ?? data.post.id)
    expect(new Set(told)).toEqual(new Set([kept.id, gone.id]))
  })
})
