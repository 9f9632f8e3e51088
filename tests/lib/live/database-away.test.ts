import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { GET as NEW } from '@/app/api/feed/new/route'
import { GET as FEED } from '@/app/api/feed/route'
import { GET as HEALTHY } from '@/app/api/healthz/route'
import { GET as ONE } from '@/app/api/posts/[id]/route'
import { POST } from '@/app/api/posts/route'
import { GET as READY } from '@/app/api/readyz/route'
import { startRedis } from '@/lib/redis/client'
import { type Answer, call } from '../../support/call'
import { drain } from '../../support/jobs'
import { follow, type Person, person } from '../../support/people'
import { feedTexts, post } from '../../support/posting'
import { query } from '../../support/query'
import { openStream, waitFor } from '../../support/streams'
import { rawStream } from './raw-stream'

const database = await vi.hoisted(async () => (await import('../../support/proxy')).stepBetween('DATABASE_URL'))

beforeAll(startRedis)
afterEach(async () => {
  await database.join()
  await expect
    .poll(
      () =>
        query('SELECT 1').then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    )
    .toBe(true)
})

async function listening(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = [await person('Ana'), await person('Ben')]
  await follow(ben, ana)
  return { ana, ben }
}

describe('while PostgreSQL is away', () => {
  it('requests that need it are refused within two seconds, with Retry-After; the process still counts as alive', async () => {
    const { ana } = await listening()
    const { id } = await post(ana, 'acknowledged')
    database.part()
    const asking: (() => Promise<Answer>)[] = [
      () => call(POST, { method: 'POST', body: { text: 'not now', audience: 'public' }, as: ana }),
      () => call(FEED, { as: ana }),
      () => call(NEW, { as: ana }),
      () => call(ONE, { params: { id }, as: ana }),
      () => call(ONE, { params: { id } }),
    ]
    for (const ask of asking) {
      const began = Date.now()
      const { status, headers, body } = await ask()
      expect([status, body.error.code]).toEqual([503, 'database_away'])
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(Date.now() - began).toBeLessThan(2000)
    }
    expect((await call(HEALTHY)).status).toBe(200)
    expect(await call(READY)).toMatchObject({ status: 503, body: { postgresql: 'away' } })
    await database.join()
    await expect.poll(async () => (await call(READY)).status, { timeout: 10_000 }).toBe(200)
    expect((await call(POST, { method: 'POST', body: { text: 'now', audience: 'public' }, as: ana })).status).toBe(201)
    await drain()
    expect(await feedTexts(ana)).toEqual(['now', 'acknowledged'])
  })

  it('Ben’s stream stays open, and continues when it is back', async () => {
    const { ana, ben } = await listening()
    const stream = await openStream(ben)
    await post(ana, 'before')
    await drain()
    await waitFor(() => stream.texts().length === 1)
    database.part()
    await expect.poll(async () => (await call(FEED, { as: ben })).status).toBe(503)
    await database.join()
    await expect.poll(async () => (await call(FEED, { as: ben })).status, { timeout: 10_000 }).toBe(200)
    expect(stream.ended()).toBe(false)
    await post(ana, 'after')
    await drain()
    await waitFor(() => stream.texts().length === 2)
    expect(stream.texts()).toEqual(['before', 'after'])
  })

  it('a stream cannot be opened, and the answer lets the browser connect again', async () => {
    const { ben } = await listening()
    database.part()
    const stream = await rawStream(ben)
    await waitFor(() => stream.closed())
    expect(stream.status()).toBe(200)
    expect(stream.head()).toContain('content-type: text/event-stream')
    expect(stream.body()).toMatch(/retry: \d{4,5}\n\n/)
    expect(stream.body()).not.toContain('event:')
    await database.join()
    expect((await openStream(ben)).of('hello')).toHaveLength(1)
  })

  it('a post that was acknowledged just before reaches Ben afterwards, once, through the same workers', async () => {
    const { ana, ben } = await listening()
    await drain()
    const stream = await openStream(ben)
    await post(ana, 'just in time')
    database.part()
    await expect.poll(async () => (await call(FEED, { as: ben })).status).toBe(503)
    await database.join()
    await expect.poll(async () => (await call(FEED, { as: ben })).status, { timeout: 10_000 }).toBe(200)
    await drain()
    await waitFor(() => stream.texts().length === 1)
    expect(await feedTexts(ben)).toEqual(['just in time'])
    expect(stream.texts()).toEqual(['just in time'])
  })
})
