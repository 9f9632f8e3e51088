import { beforeAll, expect, test, vi } from 'vitest'

type DeviceCookie = typeof import('@/lib/session/device-cookie')

let cookies: DeviceCookie

beforeAll(async () => {
  vi.stubEnv('AUTH_SECRET', 'a secret of this test, which is long enough')
  vi.stubEnv('SITE_URL', 'https://carillon.example')
  vi.stubEnv('DATABASE_URL', 'postgresql://localhost/none')
  vi.stubEnv('REDIS_URL', 'redis://localhost:1')
  cookies = await import('@/lib/session/device-cookie')
})

const account = (id: bigint) => ({ id, passwordHash: `hash ${id}` })
const pairOf = (line: string) => line.split(';')[0] ?? ''

/** The browser of people who sign in one after the other. */
function signInAll(ids: bigint[]): string {
  return ids.reduce((header, id) => {
    const session = { id: `${id}-session`, devices: cookies.readDevices(header) }
    return pairOf(cookies.makeDeviceCookie(account(id), session))
  }, '')
}

test('with TLS no other host can set the cookie, and it is sent over TLS only', () => {
  const line = cookies.makeDeviceCookie(account(1n), { id: '1-session', devices: [] })
  expect(line).toMatch(/^__Host-carillon\.device=[\w.-]+; Path=\/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax$/)
})

test('a browser knows the five accounts that were signed in to last, each once, and stays small', () => {
  const header = signInAll([1n, 2n, 3n, 4n, 5n, 6n, 3n, 999_999_999_999_999_999n])
  const ids = cookies.readDevices(header).map(({ userId }) => userId)
  expect(ids).toEqual(['999999999999999999', '3', '6', '5', '4'])
  expect(header.length).toBeLessThan(600)
})

test('it says nothing of the password and of the session', () => {
  const header = signInAll([1n])
  for (const secret of ['hash', 'session']) {
    expect(header).not.toContain(secret)
    expect(header).not.toContain(Buffer.from(`${secret} 1`).toString('base64url'))
  }
})

test.each([
  ['another account', (entry: string) => entry.replace(/^1\./, '2.')],
  ['another device', (entry: string) => entry.replace('.', '.A')],
  ['a shorter signature', (entry: string) => entry.slice(0, -1)],
  ['no signature', (entry: string) => entry.split('.').slice(0, 3).join('.')],
  ['another character', (entry: string) => `${entry.slice(0, -1)}é`],
  ['parts more than there are', (entry: string) => `${entry}.x`],
  ['the mark and the device joined in another way', (entry: string) => entry.replace('.', '%0A')],
])('what says %s is not ours', (_, change) => {
  const [name, entry = ''] = signInAll([1n]).split('=')
  expect(cookies.readDevices(`${name}=${entry}`)).toHaveLength(1)
  expect(cookies.readDevices(`${name}=${change(entry)}`)).toEqual([])
  // Of two entries the other still counts.
  expect(cookies.readDevices(`${name}=${change(entry)}~${entry}`)).toHaveLength(1)
})
