import { encode } from 'next-auth/jwt'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { ask } from '../../support/ask'
import { type Person, people, person, signIn, suspend } from '../../support/people'
import { query } from '../../support/query'
import { killRedis, restartRedis } from '../../support/redis'
import { openStream, type TestStream, waitFor } from '../../support/streams'
import { rawStream } from './raw-stream'

beforeAll(startRedis)

const endSession = (as: Person, id: string) => ask.endSession(as, { id })

async function expectSignedOut(stream: TestStream, within: number): Promise<void> {
  const began = Date.now()
  await expect.poll(() => stream.ended(), { timeout: within, interval: 10 }).toBe(true)
  expect(Date.now() - began).toBeLessThan(within)
  expect(stream.received.at(-1)).toMatchObject({ event: 'bye', id: '', data: { reason: 'signed_out' } })
  expect(stream.received.at(-1)?.data.retryMs).toBeGreaterThanOrEqual(10_000)
}

describe('a session that ends loses its streams within a second', () => {
  it('Ana ends her telephone’s session: its streams end with a bye, those of her laptop and of Ben stay', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const phone = await signIn(ana.id)
    const onPhone = [await openStream(phone), await openStream(phone)]
    const [onLaptop, atBen] = [await openStream(ana), await openStream(ben)]
    expect((await endSession(ana, phone.sessionId)).status).toBe(204)
    for (const stream of onPhone) await expectSignedOut(stream, 1000)
    expect([onLaptop.ended(), atBen.ended()]).toEqual([false, false])
    expect((await openStream(phone)).status).toBe(204)
    expect((await openStream(ana)).status).toBe(200)
  })

  it('Ana ends all others', async () => {
    const ana = await person('Ana')
    const others = [await signIn(ana.id), await signIn(ana.id)]
    const streams = await Promise.all(others.map((other) => openStream(other)))
    const here = await openStream(ana)
    expect((await ask.endOtherSessions(ana)).status).toBe(204)
    for (const stream of streams) await expectSignedOut(stream, 1000)
    expect(here.ended()).toBe(false)
  })

  it('Ben cannot end Ana’s: hers goes on', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const stream = await openStream(ana)
    expect((await endSession(ben, ana.viewer.sessionId)).status).toBe(404)
    expect((await openStream(ana)).status).toBe(200)
    expect(stream.ended()).toBe(false)
  })
})

describe('a session ends and no message reaches the gateway', () => {
  afterEach(async () => {
    if (redis.status !== 'ready') await restartRedis()
    await expect.poll(() => redis.status, { timeout: 10_000 }).toBe('ready')
  })

  it('because Redis is away: its streams end within fifteen seconds, also when Ana was suspended in the database; Ben’s stays', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    const streams = [await openStream(ana), await openStream(cleo)]
    const atBen = await openStream(ben)
    await killRedis()
    await suspend(ana)
    const phone = await signIn(cleo.id)
    expect((await endSession({ ...cleo, ...phone }, cleo.viewer.sessionId)).status).toBe(204)
    await Promise.all(streams.map((stream) => expectSignedOut(stream, 15_000)))
    expect(atBen.ended()).toBe(false)
    expect((await openStream(ana)).status).toBe(204)
  }, 40_000)
})

describe('who may have a stream at all', () => {
  it.each([
    ['nobody is signed in', undefined],
    ['the cookie is nonsense', 'next-auth.session-token=nonsense'],
    ['the cookie is empty', 'next-auth.session-token='],
    ['the cookie is broken', 'next-auth.session-token=%E0%A4%A; ;;=;'],
  ])('not when %s: 401', async (_, cookie) => {
    const stream = await rawStream({ cookie })
    await waitFor(() => stream.status() !== 0)
    expect(stream.status()).toBe(401)
    expect(stream.head()).toContain('content-type: application/json')
  })

  it('not with a cookie that somebody else made for Ana’s session: 401', async () => {
    const ana = await person('Ana')
    const token = await encode({
      token: { sid: ana.viewer.sessionId },
      secret: 'another secret, also long enough, or so',
    })
    const stream = await rawStream({ cookie: `next-auth.session-token=${token}` })
    await waitFor(() => stream.status() !== 0)
    expect(stream.status()).toBe(401)
  })

  it('not when the session is known to have ended, or the account to be suspended or deleted: 204, after which a browser does not connect again', async () => {
    for (const end of [
      'UPDATE "Session" SET "endedAt" = now() WHERE "userId" = $1',
      'UPDATE "User" SET "suspendedAt" = now() WHERE id = $1',
      'UPDATE "User" SET "deletedAt" = now() WHERE id = $1',
      'DELETE FROM "Session" WHERE "userId" = $1',
    ]) {
      const ana = await person('Ana')
      await query(end, [ana.id])
      expect((await openStream(ana)).status).toBe(204)
    }
  })

  it('for the page of Ana only while Ana is signed in: for Ben’s session the answer is 204', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    expect((await openStream(ana, { viewer: ana.id })).of('hello')).toHaveLength(1)
    const refused = await openStream(ben, { viewer: ana.id })
    expect([refused.status, refused.received]).toEqual([204, []])
  })

  it('only by GET', async () => {
    const ana = await person('Ana')
    const stream = await rawStream({ cookie: ana.cookie, method: 'POST', headers: ['Content-Length: 0'] })
    await waitFor(() => stream.status() !== 0)
    expect(stream.status()).toBe(405)
  })
})
