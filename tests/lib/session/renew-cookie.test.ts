import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encode } from 'next-auth/jwt'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { env } from '@/lib/process/env'
import { startRedis } from '@/lib/redis/client'
import { isDeviceOf, readDevices } from '@/lib/session/device-cookie'
import { renewCookie } from '@/lib/session/renew-cookie'
import { COOKIE_AGE } from '@/lib/session/session-cookie'
import { ask } from '../../support/ask'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'

const NAME = 'next-auth.session-token'
const DAY = 24 * 3600 * 1000

/** Called before each answer. */
let beforeAnswer: () => Promise<unknown> = async () => undefined

/** Answers every request with the caching that its address names. */
const site = createServer((request, response) => {
  void renewCookie(request, response).then(async () => {
    await beforeAnswer()
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('cache-control', searchParams.get('caching') ?? 'private, no-store')
    response.appendHeader('set-cookie', 'other=1')
    response.end('ok')
  })
})

beforeAll(async () => {
  startRedis()
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
})
afterAll(() => site.close())
afterEach(() => {
  vi.useRealTimers()
  beforeAnswer = async () => undefined
})

/** The cookie of a sign-in so many days ago. */
async function cookieFrom({ viewer }: Person, days: number): Promise<string> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - days * DAY })
  const token = await encode({ token: { sid: viewer.sessionId }, secret: env.AUTH_SECRET, maxAge: COOKIE_AGE })
  vi.useRealTimers()
  return `${NAME}=${token}`
}

/** The new session cookies in the answer to a request. */
async function renewedBy(cookie: string, request: { path?: string; method?: string } = {}): Promise<string[]> {
  return (await linesFor(cookie, request)).filter((line) => line.startsWith(NAME))
}

const isDevice = (line: string) => line.startsWith('carillon.device=')

async function linesFor(cookie: string, { path = '/', method = 'GET' } = {}): Promise<string[]> {
  const { port } = site.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { cookie } })
  const lines = response.headers.getSetCookie()
  expect(lines).toContain('other=1')
  return lines
}

const isSignedIn = async (cookie: string) => (await ask.me({ cookie })).status === 200

describe('a cookie that is more than a day old', () => {
  test.each(['/', '/api/me', '/people/ana?_rsc=1', '/api/feed/new'])('is renewed by GET %s', async (path) => {
    const ana = await person('Ana')
    const old = await cookieFrom(ana, 1.1)
    const [line = '', ...more] = await renewedBy(old, { path })
    expect(more).toEqual([])
    expect(line).toMatch(/^next-auth\.session-token=[\w.-]+; Path=\/; Expires=[^;]+ GMT; HttpOnly; SameSite=Lax$/)
    const expires = Date.parse(/Expires=([^;]+)/.exec(line)?.[1] ?? '')
    expect(expires).toBeGreaterThan(Date.now() + 30 * DAY)
    const renewed = line.split(';')[0] ?? ''
    expect(await isSignedIn(renewed)).toBe(true)
    expect(await renewedBy(renewed)).toEqual([])
    // The old copy still points to the same session, until that ends.
    expect(await isSignedIn(old)).toBe(true)
    await query(`UPDATE "Session" SET "endedAt" = now() WHERE id = $1`, [ana.viewer.sessionId])
    expect([await isSignedIn(old), await isSignedIn(renewed)]).toEqual([false, false])
  })

  test('is renewed together with the cookie of the device, for people who have a password; sent often, it is one device', async () => {
    const [ana, olga] = [await person('Ana'), await person('Olga')]
    await query(`UPDATE "User" SET "passwordHash" = 'hash' WHERE id = $1`, [ana.id])
    await query(`UPDATE "User" SET "passwordHash" = NULL WHERE id = $1`, [olga.id])
    const old = await cookieFrom(ana, 1.1)
    const devices = [await linesFor(old), await linesFor(old)].map((lines) => lines.filter(isDevice))
    expect(devices[0]).toHaveLength(1)
    expect(devices[0]).toEqual(devices[1])
    expect(devices[0]?.[0]).toMatch(/^carillon\.device=[\w.-]+; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/)
    const [device] = readDevices(devices[0]?.[0]?.split(';')[0])
    expect(device && isDeviceOf(device, { id: ana.id, passwordHash: 'hash' })).toBe(true)
    expect(device && isDeviceOf(device, { id: ana.id, passwordHash: 'changed' })).toBe(false)
    expect((await linesFor(await cookieFrom(olga, 1.1))).filter(isDevice)).toEqual([])
    expect((await linesFor(await cookieFrom(ana, 0))).filter(isDevice)).toEqual([])
  })

  test('keeps Ana signed in for a year when she comes every 29 days', async () => {
    const ana = await person('Ana')
    let cookie = await cookieFrom(ana, 29.9)
    for (let visit = 0; visit < 12; visit++) {
      await query(`UPDATE "Session" SET "lastSeenAt" = now() - interval '29 days' WHERE id = $1`, [
        ana.viewer.sessionId,
      ])
      const [line = ''] = await renewedBy(cookie)
      expect(line).toContain(NAME)
      cookie = await cookieFrom(ana, 29)
    }
    expect(await isSignedIn(cookie)).toBe(true)
  })

  test('of a session that was not used for 30 days, that has ended, or of a suspended person is not renewed', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await query(`UPDATE "Session" SET "lastSeenAt" = now() - interval '30 days 1 minute' WHERE id = $1`, [
      ana.viewer.sessionId,
    ])
    await query(`UPDATE "Session" SET "endedAt" = now() WHERE id = $1`, [ben.viewer.sessionId])
    await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [cleo.id])
    for (const one of [ana, ben, cleo]) expect(await renewedBy(await cookieFrom(one, 5))).toEqual([])
    expect(await isSignedIn(await cookieFrom(ana, 5))).toBe(false)
  })

  test.each([
    ['POST', '/api/posts', 'private, no-store'],
    ['DELETE', '/api/me/sessions', 'private, no-store'],
    ['GET', '/api/auth/csrf', 'private, no-store'],
    ['POST', '/api/auth/signout', 'private, no-store'],
    ['GET', '/_next/static/app.js', 'public, max-age=31536000'],
    ['GET', '/icon.svg', 'public, max-age=60'],
    ['GET', '/', 'public, s-maxage=60'],
  ])('is not renewed by %s %s with cache-control: %s', async (method, path, caching) => {
    const old = await cookieFrom(await person('Ana'), 5)
    expect(await renewedBy(old, { method, path: `${path}?caching=${encodeURIComponent(caching)}` })).toEqual([])
  })

  test('is not renewed by an answer that took longer than five seconds: meanwhile somebody else may have signed in here', async () => {
    const old = await cookieFrom(await person('Ana'), 5)
    for (const [seconds, renewed] of [
      [4, 1],
      [5.1, 0],
    ] as const) {
      beforeAnswer = async () => {
        const now = performance.now()
        vi.spyOn(performance, 'now').mockReturnValue(now + seconds * 1_000)
      }
      expect(await renewedBy(old)).toHaveLength(renewed)
      vi.restoreAllMocks()
    }
  })

  test('is renewed by each of ten requests at once, and all the new cookies work', async () => {
    const old = await cookieFrom(await person('Ana'), 5)
    const answers = await Promise.all(Array.from({ length: 10 }, () => renewedBy(old)))
    for (const [line = ''] of answers) expect(await isSignedIn(line.split(';')[0] ?? '')).toBe(true)
  })
})

test('a cookie of today is not renewed, nor is one that this site did not make, nor an expired one', async () => {
  const ana = await person('Ana')
  const expired = await cookieFrom(ana, 31.1)
  for (const cookie of [await cookieFrom(ana, 0.9), ana.cookie, `${NAME}=x`, `${NAME}=a.b.c.d.e`, expired, '']) {
    expect(await renewedBy(cookie)).toEqual([])
  }
  expect(await isSignedIn(expired)).toBe(false)
})
