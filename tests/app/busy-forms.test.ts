import { beforeAll, expect, it } from 'vitest'

// A site that others can reach, so that limits hold, with one sign-in a minute and four writes.
process.env.SITE_URL = 'http://carillon.example'
process.env.LIMIT_SIGN_IN_PER_MINUTE = '1'
process.env.LIMIT_WRITES_PER_MINUTE = '4'

const [signInForm, signUpForm, { startRedis }, { call }] = await Promise.all([
  import('@/app/api/forms/sign-in/route'),
  import('@/app/api/forms/sign-up/route'),
  import('@/lib/redis/client'),
  import('../support/call'),
])

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const PASSWORD = 'the kettle is on again'

type Sent = { fields: Record<string, string>; address: string }

/** Sends a form from this address, as a browser does that runs no scripts. */
const send = ({ POST }: typeof signInForm, { fields, address }: Sent) =>
  call(POST, {
    method: 'POST',
    body: String(new URLSearchParams(fields)),
    headers: { ...FORM, 'x-carillon-address': address },
  })

const account = (handle: string) => ({
  handle,
  name: 'Ana',
  email: `${handle}@example.org`,
  password: PASSWORD,
  next: '/places',
})

beforeAll(() => startRedis())

it('Ben has an account, but in his network somebody guesses: he is led to the page to sign in, and told so', async () => {
  const address = '198.51.100.1'
  expect((await send(signUpForm, { fields: account('ana_busy'), address })).headers.getSetCookie()).toHaveLength(2)
  const guess = await send(signInForm, { fields: { ...account('ana_busy'), password: 'a guess' }, address })
  expect(guess.headers.get('location')).toContain('error=wrong_credentials')
  const ben = await send(signUpForm, { fields: account('ben_busy'), address })
  expect([ben.status, ben.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fplaces&why=account_made'])
  expect(ben.headers.getSetCookie()).toEqual([])
  const there = await send(signInForm, { fields: account('ben_busy'), address: '198.51.100.2' })
  expect([there.status, there.headers.get('location')]).toEqual([303, '/places'])
})

it('a form that is sent too often, or is too large, comes back with the reason', async () => {
  const address = '198.51.100.3'
  const large = await send(signInForm, { fields: { email: 'x'.repeat(140_000) }, address })
  expect([large.status, large.headers.get('location')]).toEqual([303, '/sign-in?next=%2F&error=too_large'])
  for (let at = 0; at < 3; at++) await send(signInForm, { fields: {}, address })
  for (const [form, path] of [
    [signInForm, '/sign-in'],
    [signUpForm, '/sign-up'],
  ] as const) {
    const answer = await send(form, { fields: account('cleo_busy'), address })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?next=%2F&error=rate_limited`])
  }
})
