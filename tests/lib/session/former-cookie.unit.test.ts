import { encode } from 'next-auth/jwt'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'

const SECRET = 'a secret of this test, which is long enough'
const PRESENT = '__Host-next-auth.session-token'
const FORMER = '__Secure-next-auth.session-token'
const DAY = 24 * 3600 * 1000
const DEPLOYED = Date.UTC(2026, 11, 10)

let cookies: typeof import('@/lib/session/session-cookie')

// A site with TLS.
beforeAll(async () => {
  vi.stubEnv('AUTH_SECRET', SECRET)
  vi.stubEnv('SITE_URL', 'https://carillon.example')
  vi.stubEnv('DATABASE_URL', 'postgresql://localhost/none')
  vi.stubEnv('REDIS_URL', 'redis://localhost:1')
  cookies = await import('@/lib/session/session-cookie')
})
afterEach(() => {
  vi.useRealTimers()
})

const setClock = (now: number) => vi.useFakeTimers({ toFake: ['Date'], now })
const tokenOf = (sid: string) => encode({ token: { sid }, secret: SECRET, maxAge: 31 * 24 * 3600 })

test('Ana, who signed in before the cookie had its present name, is still signed in, and her cookie is renewed at once', async () => {
  setClock(DEPLOYED - DAY / 2)
  const header = `a=b; ${FORMER}=${await tokenOf('7-ana')}`
  setClock(DEPLOYED)
  expect(await cookies.readSessionId(header)).toBe('7-ana')
  expect(await cookies.sessionToRenew(header)).toBe('7-ana')
  expect(await cookies.makeSessionCookie('7-ana')).toMatch(/^__Host-next-auth\.session-token=/)
  const [removal = '', ...more] = cookies.removeFormerCookie(header)
  expect(more).toEqual([])
  expect(removal).toMatch(/^__Secure-next-auth\.session-token=; Path=\/; Expires=Thu, 01 Jan 1970 .*; Secure;/)
  expect(Object.keys(await cookies.readPresentCookies(header)).sort()).toEqual([PRESENT, 'a'])
  setClock(DEPLOYED + 32 * DAY)
  expect(await cookies.readSessionId(header)).toBeNull()
})

test('the cookie with the present name counts, and the former one beside it is removed', async () => {
  setClock(DEPLOYED)
  const header = `${FORMER}=${await tokenOf('7-ana')}; ${PRESENT}=${await tokenOf('8-ben')}`
  expect(await cookies.readSessionId(header)).toBe('8-ben')
  expect(await cookies.sessionToRenew(header)).toBeNull()
  expect(cookies.removeFormerCookie(header)).toHaveLength(1)
  expect(cookies.removeFormerCookie(`${PRESENT}=x`)).toEqual([])
})

test('no other name counts, nor a former one for a cookie that was made later', async () => {
  setClock(DEPLOYED)
  const token = await tokenOf('7-ana')
  for (const name of ['next-auth.session-token', `x${FORMER}`, `${FORMER}.0`, `${FORMER}x`, '__secure-next-auth']) {
    expect(await cookies.readSessionId(`${name}=${token}`), name).toBeNull()
  }
  setClock(Date.UTC(2027, 0, 2))
  const planted = `${FORMER}=${await tokenOf('7-ana')}`
  expect(await cookies.readSessionId(planted)).toBeNull()
  expect(await cookies.sessionToRenew(planted)).toBeNull()
  expect(await cookies.readPresentCookies(planted)).toEqual({})
})
