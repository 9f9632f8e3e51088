import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PUT as putPassword } from '@/app/api/me/password/route'
import { POST } from '@/app/api/users/route'
import { redis, startRedis } from '@/lib/redis/client'
import { call } from '../../support/call'
import { flushRedis, freezeRedis, thawRedis } from '../../support/redis'
import { account } from '../users/account'
import { browser } from '../users/browser'

beforeAll(() => startRedis())

let count = 0

function signUpFrom(address: string) {
  const handle = `limited_${++count}`
  const body = { handle, name: 'Nina', email: `${handle}@example.com`, password: 'a short sentence' }
  return call(POST, { method: 'POST', path: '/api/users', body, headers: { 'x-carillon-address': address } })
}

const from = (address: string) => browser({ 'x-carillon-address': address })

describe('signing up', () => {
  beforeEach(() => flushRedis())

  test('thirty an hour from one IPv6 customer, whatever addresses they use of their /64', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 31; at++) statuses.push((await signUpFrom(`2001:db8:1:2:${at.toString(16)}::${at}`)).status)
    expect(statuses).toEqual([...Array(30).fill(201), 429])
    const { headers, body } = await signUpFrom('2001:db8:1:2::ffff')
    expect(body.error.code).toBe('rate_limited')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3000)
    expect((await signUpFrom('2001:db8:1:3::1')).status).toBe(201)
  })

  test('what the form refuses is not counted', async () => {
    const refused = { method: 'POST', body: {}, headers: { 'x-carillon-address': '198.51.100.20' } }
    for (let at = 0; at < 40; at++) expect((await call(POST, refused)).status).toBe(422)
    expect((await signUpFrom('198.51.100.20')).status).toBe(201)
  })
})

describe('signing in', () => {
  beforeEach(() => flushRedis())

  test('ten guesses a minute at one account, from wherever they come, and a right one after that is refused too', async () => {
    const ana = await account('Ana')
    for (let at = 0; at < 10; at++) {
      expect((await from(`198.51.100.${at}`).signIn(ana.email, `guess ${at}`)).status).toBe(401)
    }
    const { status, body, headers } = await from('198.51.100.99').signIn(ana.email.toUpperCase(), ana.password)
    expect([status, body.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('an account that does not exist is limited in the same way', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 11; at++)
      statuses.push((await from(`198.51.100.${at}`).signIn('ghost@example.com', 'guess')).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429])
  })

  test('sixty tries a minute from one address, over all accounts', async () => {
    const there = from('203.0.113.50')
    const statuses: number[] = []
    for (let at = 0; at < 61; at++) statuses.push((await there.signIn(`somebody-${at}@example.com`, '')).status)
    expect(statuses).toEqual([...Array(60).fill(401), 429])
  })

  test('guessing the current password with a stolen session counts as guessing at the sign-in', async () => {
    const ana = await account('Ana')
    const stolen = from('198.51.100.7')
    await stolen.signIn(ana.email, ana.password)
    const guess = () =>
      call(putPassword, {
        method: 'PUT',
        body: { currentPassword: 'a guess', newPassword: 'a new password' },
        as: { cookie: stolen.cookie() },
        headers: { 'x-carillon-address': '198.51.100.7' },
      })
    for (let at = 0; at < 9; at++) expect((await guess()).status).toBe(422)
    expect((await guess()).status).toBe(429)
  })

  test('no address of an account stands in a key of Redis', async () => {
    const ana = await account('Ana')
    await from('198.51.100.7').signIn(ana.email, 'a guess')
    const keys = await redis.keys('limit:*')
    expect(keys.some((key) => key.startsWith('limit:sign-in-account'))).toBe(true)
    expect(keys.filter((key) => key.includes('@') || key.includes(ana.handle))).toEqual([])
  })

  test('on this machine, while the site is only for this machine, nobody is limited', async () => {
    const ana = await account('Ana')
    for (let at = 0; at < 12; at++) expect((await from('127.0.0.1').signIn(ana.email, `guess ${at}`)).status).toBe(401)
    expect((await from('127.0.0.1').signIn(ana.email, ana.password)).status).toBe(200)
  })
})

describe('while Redis does not answer', () => {
  beforeAll(() => freezeRedis())
  afterAll(() => thawRedis())

  test('signing in works, and guessing does not: one guess a minute and account', async () => {
    const [ana, ben] = [await account('Ana'), await account('Ben')]
    expect((await from('192.0.2.1').signIn(ana.email, ana.password)).status).toBe(200)
    expect((await from('192.0.2.2').signIn(ben.email, 'a guess')).status).toBe(401)
    const { status, headers } = await from('192.0.2.3').signIn(ben.email, 'another guess')
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
