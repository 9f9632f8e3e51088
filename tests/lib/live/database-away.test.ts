import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { GET as HEALTHY } from '@/app/api/healthz/route'
import { GET as READY } from '@/app/api/readyz/route'
import { startRedis } from '@/lib/redis/client'
import { feedTexts, follow, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { type Answer, call } from '../../support/call'
import { drain } from '../../support/jobs'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'
import { openStream, waitFor } from '../../support/streams'
import { rawStream } from './raw-stream'

const database = await vi.hoisted(async () => (await import('../../support/proxy')).startProxy('DATABASE_URL'))

beforeAll(startRedis)
afterEach(async () => {
  await database.reconnect()
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
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ben, ana)
  return { ana, ben }
}

describe('while PostgreSQL is away', () => {
  it('requests that need it are refused within two seconds, with Retry-After; the process still counts as alive', async () => {
    const { ana } = await listening()
    const { id } = await post(ana, 'acknowledged')
    database.disconnect()
    const asking: (() => Promise<Answer>)[] = [
      () => ask.post(ana, { text: 'not now', audience: 'public' }),
      () => ask.feed(ana),
      () => ask.poll(ana),
      () => ask.readPost(ana, { id }),
      () => ask.readPost(undefined, { id }),
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
    await database.reconnect()
    await expect.poll(async () => (await call(READY)).status, { timeout: 10_000 }).toBe(200)
    expect((await ask.post(ana, { text: 'now', audience: 'public' })).status).toBe(201)
    await drain()
    expect(await feedTexts(ana)).toEqual(['now', 'acknowledged'])
  })

  it('Ben’s stream stays open, and continues when it is back', async () => {
    const { ana, ben } = await listening()
    const stream = await openStream(ben)
    await post(ana, 'before')
    await drain()
    await waitFor(() => stream.texts().length === 1)
    database.disconnect()
    await expect.poll(async () => (await ask.feed(ben)).status).toBe(503)
    await database.reconnect()
    await expect.poll(async () => (await ask.feed(ben)).status, { timeout: 10_000 }).toBe(200)
    expect(stream.ended()).toBe(false)
    await post(ana, 'after')
    await drain()
    await waitFor(() => stream.texts().length === 2)
    expect(stream.texts()).toEqual(['before', 'after'])
  })

  it('a stream cannot be opened, and the answer lets the browser connect again', async () => {
    const { ben } = await listening()
    database.disconnect()
    const stream = await rawStream(ben)
    await waitFor(() => stream.closed())
    expect(stream.status()).toBe(200)
    expect(stream.head()).toContain('content-type: text/event-stream')
    expect(stream.body()).toMatch(/retry: \d{4,5}\n\n/)
    expect(stream.body()).not.toContain('event:')
    await database.reconnect()
    expect((await openStream(ben)).of('hello')).toHaveLength(1)
  })

  it('a post that was acknowledged just before reaches Ben afterwards, once, through the same workers', async () => {
    const { ana, ben } = await listening()
    await drain()
    const stream = await openStream(ben)
    await post(ana, 'just in time')
    database.disconnect()
    await expect.poll(async () => (await ask.feed(ben)).status).toBe(503)
    await database.reconnect()
    await expect.poll(async () => (await ask.feed(ben)).status, { timeout: 10_000 }).toBe(200)
    await drain()
    await waitFor(() => stream.texts().length === 1)
    expect(await feedTexts(ben)).toEqual(['just in time'])
    expect(stream.texts()).toEqual(['just in time'])
  })
})
