import { beforeAll, expect, it } from 'vitest'
import * as signInForm from '@/app/api/forms/sign-in/route'
import * as signUpForm from '@/app/api/forms/sign-up/route'
import * as me from '@/app/api/me/route'
import { startRedis } from '@/lib/redis/client'
import { ask } from '../support/ask'
import { type Answer, call } from '../support/call'

const PASSWORD = 'correct horse battery'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const SIGN_IN = signInForm.POST
const SIGN_UP = signUpForm.POST

/** Sends a form as a browser does that runs no scripts. */
const send = (route: typeof SIGN_IN, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  call(route, { method: 'POST', body: String(new URLSearchParams(fields)), headers: { ...FORM, ...headers } })

const wayOf = ({ headers }: Answer) => headers.get('location') ?? ''
const cookieOf = ({ headers }: Answer) => headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')

async function whoIs(answer: Answer): Promise<string | null> {
  const cookie = cookieOf(answer).join('; ')
  const { status, body } = await call(me.GET, { headers: { cookie } })
  return status === 200 ? body.user.handle : null
}

let count = 0

async function ana() {
  const handle = `ana_plain_${++count}`
  const account = { handle, name: 'Ana', email: `${handle}@example.org`, password: PASSWORD }
  await ask.signUp(undefined, account)
  return account
}

beforeAll(() => startRedis())

it('without scripts, Ana signs in with her address and password and goes to where she wanted to go', async () => {
  const { email, handle } = await ana()
  const answer = await send(SIGN_IN, { email, password: PASSWORD, next: '/posts/7?from=mail' })
  expect([answer.status, wayOf(answer)]).toEqual([303, '/posts/7?from=mail'])
  expect(await whoIs(answer)).toBe(handle)
  expect(cookieOf(answer)).toHaveLength(2)
})

it('with a wrong password she is back at the form, without a session; neither address nor password is in the address', async () => {
  const { email } = await ana()
  for (const wrong of [{ email, password: 'Wrong horse 77' }, { email: 'no@example.org', password: PASSWORD }, {}]) {
    const answer = await send(SIGN_IN, { ...wrong, next: '/friends' } as Record<string, string>)
    expect([answer.status, wayOf(answer)]).toEqual([303, '/sign-in?next=%2Ffriends&error=wrong_credentials'])
    expect(answer.headers.getSetCookie()).toEqual([])
  }
})

it.each([
  ['//elsewhere.example/'],
  ['https://elsewhere.example/'],
  ['/\\elsewhere.example'],
  ['javascript:alert(1)'],
  [''],
])('the way afterwards never leads to another site: %j', async (next) => {
  const { email } = await ana()
  expect(wayOf(await send(SIGN_IN, { email, password: PASSWORD, next }))).toBe('/')
})

it('another site cannot sign her in or make an account in her name', async () => {
  const { email } = await ana()
  const foreign = { origin: 'https://elsewhere.example' }
  const fields = { email, password: PASSWORD, next: '/' }
  for (const route of [SIGN_IN, SIGN_UP]) {
    const answer = await send(route, fields, foreign)
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
  }
})

it('without scripts, Ben makes an account and is signed in', async () => {
  const fields = {
    name: 'Ben',
    handle: 'ben_plain',
    email: 'ben.plain@example.org',
    password: PASSWORD,
    next: '/places',
  }
  const answer = await send(SIGN_UP, fields)
  expect([answer.status, wayOf(answer)]).toEqual([303, '/places'])
  expect(await whoIs(answer)).toBe('ben_plain')
})

it('what is refused at the sign-up is named, and nothing that he wrote is in the address', async () => {
  const { handle } = await ana()
  const fields = { name: '', handle, email: 'no address', password: 'short', next: '/' }
  const invalid = await send(SIGN_UP, fields)
  expect(invalid.status).toBe(303)
  const reason = new URL(wayOf(invalid), 'http://site.invalid').searchParams
  expect(reason.get('error')).toBe('invalid')
  expect(reason.getAll('field').sort()).toEqual(['email', 'name', 'password'])
  const taken = await send(SIGN_UP, { ...fields, name: 'Ben', email: 'ben2@example.org', password: PASSWORD })
  expect(wayOf(taken)).toBe('/sign-up?next=%2F&error=handle_taken&field=handle')
  for (const answer of [invalid, taken]) {
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(wayOf(answer)).not.toMatch(/ana_plain|no address|short|correct/)
  }
})
