import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { post } from '../../support/acts'
import { ask } from '../../support/ask'
import { type Person, people } from '../../support/people'
import { flushRedis, freezeRedis, thawRedis } from '../../support/redis'
import { account } from '../users/account'
import { browser } from '../users/browser'

beforeAll(() => startRedis())

let count = 0

function signUpFrom(address: string) {
  const handle = `limited_${++count}`
  const body = { handle, name: 'Nina', email: `${handle}@example.com`, password: 'a short sentence' }
  return ask.signUp(undefined, body, { headers: { 'x-carillon-address': address } })
}

const from = (address: string) => browser({ 'x-carillon-address': address })

describe('signing up', () => {
  beforeEach(() => flushRedis())

  test('is limited to thirty an hour for one IPv6 /64 network, whatever addresses are used', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 31; at++) statuses.push((await signUpFrom(`2001:db8:1:2:${at.toString(16)}::${at}`)).status)
    expect(statuses).toEqual([...Array(30).fill(201), 429])
    const { headers, body } = await signUpFrom('2001:db8:1:2::ffff')
    expect(body.error.code).toBe('rate_limited')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3000)
    expect((await signUpFrom('2001:db8:1:3::1')).status).toBe(201)
  })

  test('refused forms are not counted', async () => {
    const headers = { 'x-carillon-address': '198.51.100.20' }
    for (let at = 0; at < 40; at++) expect((await ask.signUp(undefined, {}, { headers })).status).toBe(422)
    expect((await signUpFrom('198.51.100.20')).status).toBe(201)
  })
})

describe('what one person does to one target', () => {
  beforeEach(() => flushRedis())
  const headers = { 'x-carillon-address': '198.51.100.30' }
  const body = (n: number) => ({ text: `word ${n}` })

  test('a hundred comments an hour on one post; another post, and another person, have their own count', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const [busy, calm] = [await post(ana, 'busy'), await post(ana, 'calm')]
    for (let n = 0; n < 100; n++) expect((await ask.comment(ben, busy, body(n), { headers })).status).toBe(201)
    const refused = await ask.comment(ben, busy, body(100), { headers })
    expect([refused.status, refused.body.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000)
    expect((await ask.comment(ben, calm, body(0), { headers })).status).toBe(201)
    expect((await ask.comment(ana, busy, body(0), { headers })).status).toBe(201)
  })

  test('ten friend requests an hour to one person, however the name is written; accepting is free', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    const written = (n: number) => (n % 2 === 0 ? ben : { handle: ben.handle.toUpperCase() })
    for (let n = 0; n < 10; n++) {
      expect((await ask.requestFriendship(ana, written(n), undefined, { headers })).status).toBe(200)
      await ask.unfriend(ana, ben)
    }
    expect((await ask.requestFriendship(ana, ben, undefined, { headers })).status).toBe(429)
    expect((await ask.requestFriendship(ana, ben, { accept: true }, { headers })).status).toBe(200)
    expect((await ask.requestFriendship(ana, cleo, undefined, { headers })).status).toBe(200)
  })

  test('thirty places a day', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const add = (who: Person, n: number) =>
      ask.createPlace(who, { name: `Cafe ${who.handle} ${n}`, kind: 'cafe' }, { headers })
    for (let n = 0; n < 30; n++) expect((await add(ana, n)).status).toBe(201)
    expect([(await add(ana, 30)).status, (await add(ben, 0)).status]).toEqual([429, 201])
  })
})

describe('signing in', () => {
  beforeEach(() => flushRedis())

  test('is limited to ten guesses a minute for one account, from all addresses together; then the right password is refused too', async () => {
    const ana = await account('Ana')
    for (let at = 0; at < 10; at++) {
      expect((await from(`198.51.100.${at}`).signIn(ana.email, `guess ${at}`)).status).toBe(401)
    }
    const { status, body, headers } = await from('198.51.100.99').signIn(ana.email.toUpperCase(), ana.password)
    expect([status, body.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('an account that does not exist has the same limit', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 11; at++)
      statuses.push((await from(`198.51.100.${at}`).signIn('ghost@example.com', 'guess')).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429])
  })

  test('is limited to sixty attempts a minute from one address, for all accounts together', async () => {
    const there = from('203.0.113.50')
    const statuses: number[] = []
    for (let at = 0; at < 61; at++) statuses.push((await there.signIn(`somebody-${at}@example.com`, '')).status)
    expect(statuses).toEqual([...Array(60).fill(401), 429])
  })

  test('guesses of the current password with a stolen session count like guesses at the sign-in', async () => {
    const ana = await account('Ana')
    const stolen = from('198.51.100.7')
    await stolen.signIn(ana.email, ana.password)
    const guess = () =>
      ask.changePassword(
        { cookie: stolen.cookie() },
        { currentPassword: 'a guess', newPassword: 'a new password' },
        { headers: { 'x-carillon-address': '198.51.100.7' } },
      )
    for (let at = 0; at < 9; at++) expect((await guess()).status).toBe(422)
    expect((await guess()).status).toBe(429)
  })

  test('keys of Redis contain neither email addresses nor handles', async () => {
    const ana = await account('Ana')
    await from('198.51.100.7').signIn(ana.email, 'a guess')
    const keys = await redis.keys('limit:*')
    expect(keys.some((key) => key.startsWith('limit:sign-in-account'))).toBe(true)
    expect(keys.filter((key) => key.includes('@') || key.includes(ana.handle))).toEqual([])
  })

  test('this machine is not limited while the site can only be reached from it', async () => {
    const ana = await account('Ana')
    for (let at = 0; at < 12; at++) expect((await from('127.0.0.1').signIn(ana.email, `guess ${at}`)).status).toBe(401)
    expect((await from('127.0.0.1').signIn(ana.email, ana.password)).status).toBe(200)
  })
})

describe('while Redis does not answer', () => {
  beforeAll(() => freezeRedis())
  afterAll(() => thawRedis())

  test('people can sign in, and guessing is limited to one guess a minute for each account', async () => {
    const [ana, ben] = [await account('Ana'), await account('Ben')]
    expect((await from('192.0.2.1').signIn(ana.email, ana.password)).status).toBe(200)
    expect((await from('192.0.2.2').signIn(ben.email, 'a guess')).status).toBe(401)
    const { status, headers } = await from('192.0.2.3').signIn(ben.email, 'another guess')
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
