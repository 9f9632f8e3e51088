import { hash } from '@node-rs/argon2'
import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { comparePassword } from '@/lib/session/passwords'
import { ask } from '../../support/ask'
import { deleteAccount, suspend } from '../../support/people'
import { query } from '../../support/query'
import { account } from './account'
import { browser, SESSION_COOKIE } from './browser'

beforeAll(() => startRedis())

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

describe('signing in', () => {
  test('Ana signs in with her password, and her requests are hers from then on', async () => {
    const ana = await account('Ana')
    const laptop = browser({ 'user-agent': FIREFOX, 'x-carillon-address': '203.0.113.9' })
    const { status, body, headers } = await laptop.signIn(ana.email, ana.password)
    expect({ status, body }).toEqual({ status: 200, body: { url: 'http://localhost:3000/' } })
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.getSetCookie().find((line) => line.startsWith(SESSION_COOKIE))).toMatch(/HttpOnly; SameSite=Lax$/)

    const session = await laptop.session()
    expect(session.user).toEqual({ id: String(ana.id), handle: ana.handle, name: 'Ana' })
    expect((await ask.me({ cookie: laptop.cookie() })).body.user.handle).toBe(ana.handle)
    const [row] = await query(`SELECT device, ip, "endedAt" FROM "Session" WHERE "userId" = $1`, [ana.id])
    expect(row).toEqual({ device: 'Firefox on Linux', ip: '203.0.113.9', endedAt: null })
  })

  test('upper case in the e-mail address, and spaces around it, do not matter', async () => {
    const ana = await account('Ana')
    const { status } = await browser().signIn(` ${ana.email.toUpperCase()} `, ana.password)
    expect(status).toBe(200)
  })

  test('a password from before passwords were normalised stays valid, also for five sign-ins at once, and is normalised then', async () => {
    const ana = await account('Ana')
    const [typed, elsewhere] = ['cre\u0300me bru\u0302le\u0301e', 'cr\u00e8me br\u00fbl\u00e9e']
    await query(`UPDATE "User" SET "passwordHash" = $2 WHERE id = $1`, [ana.id, await hash(typed)])
    const attempts = Array.from({ length: 5 }, () => browser().signIn(ana.email, typed))
    for (const { status } of await Promise.all(attempts)) expect(status).toBe(200)
    const [row] = await query<{ passwordHash: string }>(`SELECT "passwordHash" FROM "User" WHERE id = $1`, [ana.id])
    expect(await comparePassword(row?.passwordHash ?? null, elsewhere)).toBe('right')
    expect((await browser().signIn(ana.email, elsewhere)).status).toBe(200)
  })

  test('a plain form without scripts signs in too, and redirects to its callback address', async () => {
    const ana = await account('Ana')
    const old = browser()
    const { csrfToken } = (await old.ask('csrf')).body
    const fields = new URLSearchParams({ csrfToken, email: ana.email, password: ana.password, callbackUrl: '/posts/5' })
    const answer = await old.ask('callback/credentials', {
      method: 'POST',
      body: String(fields),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('http://localhost:3000/posts/5')
    expect((await old.session()).user.handle).toBe(ana.handle)
  })

  test('a wrong password, an unknown address, a suspended, a deleted and a passwordless account get the same answer', async () => {
    const [ana, sam, dora, olga] = [
      await account('Ana'),
      await account('Sam'),
      await account('Dora'),
      await account('Olga'),
    ]
    await Promise.all([suspend(sam), deleteAccount(dora)])
    await query(`UPDATE "User" SET "passwordHash" = NULL WHERE id = $1`, [olga.id])
    const answers = [
      await browser().signIn(ana.email, 'not her password'),
      await browser().signIn('nobody@example.com', ana.password),
      await browser().signIn(sam.email, sam.password),
      await browser().signIn(dora.email, dora.password),
      await browser().signIn(olga.email, olga.password),
    ]
    for (const { status, body, headers } of answers) {
      expect({ status, body }).toEqual({
        status: 401,
        body: { url: 'http://localhost:3000/api/auth/error?error=CredentialsSignin&provider=credentials' },
      })
      expect(headers.getSetCookie().filter((line) => line.startsWith(SESSION_COOKIE))).toEqual([])
    }
  })

  test('unknown and known accounts take the same time', async () => {
    const ana = await account('Ana')
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let round = 0; round < 9; round++) {
      known.push(await timed(() => browser().signIn(ana.email, 'not her password')))
      unknown.push(await timed(() => browser().signIn(`nobody-${round}@example.com`, 'not her password')))
    }
    const ratio = median(known) / median(unknown)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  test('signing in again ends the session this browser had', async () => {
    const ana = await account('Ana')
    const shared = browser()
    await shared.signIn(ana.email, ana.password)
    const before = shared.cookie()
    await shared.signIn(ana.email, ana.password)
    expect((await ask.me({ cookie: before })).status).toBe(401)
    expect((await ask.me({ cookie: shared.cookie() })).status).toBe(200)
  })

  test('a session cookie that somebody planted before the sign-in is worthless after it', async () => {
    const ana = await account('Ana')
    const planted = browser()
    planted.jar.set(SESSION_COOKIE, 'planted')
    await planted.signIn(ana.email, ana.password)
    expect(planted.jar.get(SESSION_COOKIE)).not.toBe('planted')
    expect((await ask.me({ cookie: `${SESSION_COOKIE}=planted` })).status).toBe(401)
  })

  test('a sign-in does not redirect to another site', async () => {
    const ana = await account('Ana')
    for (const callbackUrl of [
      '//evil.example',
      'https://evil.example/',
      '/\\evil.example',
      'javascript:alert(1)',
      'https:evil',
      '\\/\\/evil',
    ]) {
      const { status, body } = await browser().submit('callback/credentials', { ...ana, id: undefined, callbackUrl })
      expect(status).toBe(200)
      expect(new URL(body.url).origin).toBe('http://localhost:3000')
    }
  })
})

describe('signing out', () => {
  test('ends the session: a copy of the cookie no longer works', async () => {
    const ana = await account('Ana')
    const laptop = browser()
    await laptop.signIn(ana.email, ana.password)
    const copy = laptop.cookie()
    expect((await laptop.signOut()).status).toBe(200)
    expect(laptop.jar.has(SESSION_COOKIE)).toBe(false)
    expect((await ask.me({ cookie: copy })).status).toBe(401)
  })

  test('an ended session counts as signed out, and its cookie is deleted', async () => {
    const ana = await account('Ana')
    const laptop = browser()
    await laptop.signIn(ana.email, ana.password)
    await query(`UPDATE "Session" SET "endedAt" = now() WHERE "userId" = $1`, [ana.id])
    expect(await laptop.session()).toEqual({})
    expect(laptop.jar.has(SESSION_COOKIE)).toBe(false)
  })

  test('the session of a suspended user too', async () => {
    const ana = await account('Ana')
    const laptop = browser()
    await laptop.signIn(ana.email, ana.password)
    await suspend(ana)
    expect(await laptop.session()).toEqual({})
    expect((await ask.me({ cookie: laptop.cookie() })).status).toBe(401)
  })
})

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
