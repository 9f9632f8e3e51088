import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { account } from '../users/account'
import { browser, SESSION_COOKIE } from '../users/browser'

beforeAll(() => startRedis())

describe('hostile requests', () => {
  test('without the CSRF token nothing happens', async () => {
    const ana = await account('Ana')
    for (const csrfToken of [undefined, 'wrong', '', 5, ['x']]) {
      const answer = await browser().submit('callback/credentials', {
        email: ana.email,
        password: ana.password,
        csrfToken,
      })
      expect([answer.status, answer.body.error.code]).toEqual([403, 'wrong_origin'])
    }
    const laptop = browser()
    await laptop.signIn(ana.email, ana.password)
    expect((await laptop.submit('signout', { csrfToken: 'wrong' })).status).toBe(403)
    expect((await laptop.session()).user.handle).toBe(ana.handle)
  })

  test.each(['{"email":', '[1,2', 'null', '5', '', '"text"'])('the body %j is malformed', async (body) => {
    const { status, body: answer } = await browser().ask('callback/credentials', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect([status, answer.error.code]).toEqual([400, 'malformed'])
  })

  test('a too large body is refused', async () => {
    const { status } = await browser().submit('callback/credentials', { email: 'x'.repeat(300_000) })
    expect(status).toBe(413)
  })

  test.each([
    [{ email: { not: 'x' }, password: { startsWith: '' } }],
    [{ email: ['ana@example.com'], password: [] }],
    [{ email: 'ana@example.com\u0000', password: 'x' }],
    [{ email: 'ana@example.com', password: `\ud800${'x'.repeat(8)}` }],
    [{ email: 'ana@example.com', password: 'x'.repeat(10_000) }],
    [{ email: "' OR 1=1--", password: "' OR 1=1--" }],
    [{}],
  ])('the credentials %j are simply wrong', async (fields) => {
    expect((await browser().submit('callback/credentials', fields)).status).toBe(401)
  })

  test.each([
    'signin',
    'callback',
    'callback/github',
    'callback/credentials/more',
    '_log',
    'session',
    'verify-request',
    'nonsense',
    'signin/credentials',
  ])('POST %s is not there', async (path) => {
    const { status, body } = await browser().submit(path, { level: 'error', code: 'x' })
    expect([status, body.error.code]).toEqual([404, 'not_found'])
  })

  test.each(['callback/credentials', 'callback', 'signout', 'verify-request', 'error/x', 'nonsense', '_log'])(
    'GET %s is not there',
    async (path) => {
      expect((await browser().ask(path)).status).toBe(404)
    },
  )

  test.each([
    '?error=%0d%0aset-cookie:x=y',
    '?error=%C4%80',
    '?callbackUrl=javascript:1',
    '?callbackUrl=%00',
    '?nextauth=x',
    '?__proto__=x',
  ])('GET error%s leads to the sign-in page and nowhere else', async (query) => {
    const { status, headers } = await browser().ask('error', { query })
    expect(status).toBe(302)
    expect(new URL(headers.get('location') ?? '', 'http://localhost:3000').href).toMatch(
      /^http:\/\/localhost:3000\/sign-in/,
    )
  })

  test.each([
    '%',
    'next-auth.callback-url=javascript:1',
    'next-auth.csrf-token=%E0%A4%A',
    `${SESSION_COOKIE}=x`,
    '__proto__=x',
    '=',
    ';;',
  ])('the cookie %j is no reason to fail', async (cookie) => {
    const odd = browser()
    odd.jar.set(...(cookie.split(/=(.*)/s) as [string, string]))
    expect((await odd.ask('session')).body).toEqual({})
    expect((await odd.ask('csrf')).status).toBe(200)
  })
})
