import { createHash } from 'node:crypto'
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

const guess = (email: string, address: string) => from(address).signIn(email, 'a guess')
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

  test('is limited to ten guesses a minute for one account from one network; elsewhere Ana signs in', async () => {
    const ana = await account('Ana')
    const statuses: number[] = []
    for (let at = 0; at < 11; at++)
      statuses.push((await from(`2001:db8:7:7::${at}`).signIn(ana.email.toUpperCase(), `guess ${at}`)).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429])
    const { status, body, headers } = await from('2001:db8:7:7::ffff').signIn(ana.email, ana.password)
    expect([status, body.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await from('198.51.100.99').signIn(ana.email, ana.password)).status).toBe(200)
  })

  test('an account that does not exist has the same limit', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 11; at++) statuses.push((await guess('ghost@example.com', '198.51.100.1')).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429])
  })

  test('is limited for strangers all over the world together; where Ana has been before she signs in, and on her own devices', async () => {
    const ana = await account('Ana')
    const atHome = from('203.0.113.7')
    await atHome.signIn(ana.email, ana.password)
    // As many guesses of others as are allowed in an hour, but for one.
    const subject = createHash('sha256').update(ana.email).digest('base64url')
    await redis.set(`limit:sign-in-strangers:${subject}`, 599, 'EX', 3600)
    expect((await guess(ana.email, '192.0.2.1')).status).toBe(401)
    expect((await guess(ana.email, '192.0.2.2')).status).toBe(429)
    expect((await from('192.0.2.3').signIn(ana.email, ana.password)).status).toBe(429)
    expect((await from('203.0.113.7').signIn(ana.email, ana.password)).status).toBe(200)
    expect((await atHome.from('192.0.2.4').signIn(ana.email, ana.password)).status).toBe(200)
    expect((await guess('ghost@example.com', '192.0.2.2')).status).toBe(401)
  })

  test('right passwords do not count: an office signs in, and Ana as often as she likes', async () => {
    const ana = await account('Ana')
    const statuses = new Set<number>()
    for (let at = 0; at < 40; at++) statuses.add((await from('203.0.113.60').signIn(ana.email, ana.password)).status)
    await redis.del(...(await redis.keys('limit:session*')))
    for (let at = 0; at < 30; at++) statuses.add((await from('203.0.113.60').signIn(ana.email, ana.password)).status)
    expect([...statuses]).toEqual([200])
  })

  test('forty guesses at once of one network are ten guesses', async () => {
    const ana = await account('Ana')
    const answers = await Promise.all(Array.from({ length: 40 }, () => guess(ana.email, '198.51.100.77')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  })

  test('is limited to sixty attempts a minute from one address, for all accounts together', async () => {
    const there = from('203.0.113.50')
    const statuses: number[] = []
    for (let at = 0; at < 61; at++) statuses.push((await there.signIn(`somebody-${at}@example.com`, '')).status)
    expect(statuses).toEqual([...Array(60).fill(401), 429])
  })

  describe('on a device where Ana has signed in before', () => {
    const NEIGHBOURS = '203.0.113.80'

    test('she signs in while her neighbours have used up the guesses of the network, at her password and in all', async () => {
      const ana = await account('Ana')
      const laptop = from(NEIGHBOURS)
      await laptop.signIn(ana.email, ana.password)
      await laptop.signOut()
      for (let at = 0; at < 10; at++) expect((await guess(ana.email, NEIGHBOURS)).status).toBe(401)
      for (let at = 0; at < 50; at++) await guess(`somebody-${at}@example.com`, NEIGHBOURS)
      expect((await from(NEIGHBOURS).signIn(ana.email, ana.password)).status).toBe(429)
      expect((await laptop.signIn(ana.email, ana.password)).status).toBe(200)
    })

    test('ten guesses a minute are allowed too, and they are in the way of no other device', async () => {
      const ana = await account('Ana')
      const [laptop, phone] = [from(NEIGHBOURS), from(NEIGHBOURS)]
      for (const device of [laptop, phone]) await device.signIn(ana.email, ana.password)
      const statuses: number[] = []
      for (let at = 0; at < 11; at++) statuses.push((await laptop.from(`192.0.2.${at}`).signIn(ana.email, 'x')).status)
      expect(statuses).toEqual([...Array(10).fill(401), 429])
      expect((await phone.signIn(ana.email, ana.password)).status).toBe(200)
      expect((await from(NEIGHBOURS).signIn(ana.email, ana.password)).status).toBe(200)
    })

    test('guesses at the passwords of others count as those of a stranger', async () => {
      const [mallory, ben] = [await account('Mallory'), await account('Ben')]
      const device = from(NEIGHBOURS)
      await device.signIn(mallory.email, mallory.password)
      const statuses: number[] = []
      for (let at = 0; at < 11; at++) statuses.push((await device.signIn(ben.email, `guess ${at}`)).status)
      for (let at = 0; at < 50; at++) statuses.push((await device.signIn(`${at}@example.com`, 'a guess')).status)
      expect(statuses).toEqual([...Array(10).fill(401), 429, ...Array(49).fill(401), 429])
    })

    test('and whose password was changed elsewhere since, guesses count as those of a stranger', async () => {
      const ana = await account('Ana')
      const [hers, thiefs] = [from('203.0.113.81'), from(NEIGHBOURS)]
      await hers.signIn(ana.email, ana.password)
      await thiefs.signIn(ana.email, ana.password)
      const change = { currentPassword: ana.password, newPassword: 'another sentence' }
      const { headers } = await ask.changePassword({ cookie: hers.cookie() }, change)
      for (const line of headers.getSetCookie()) hers.keep(line)
      for (const address of [NEIGHBOURS, '203.0.113.81'])
        for (let at = 0; at < 10; at++) await guess(ana.email, address)
      expect((await thiefs.signIn(ana.email, 'a guess')).status).toBe(429)
      expect((await hers.signIn(ana.email, 'another sentence')).status).toBe(200)
    })

    test('a device that somebody has made up is the device of a stranger', async () => {
      const ana = await account('Ana')
      const device = from(NEIGHBOURS)
      await device.signIn(ana.email, ana.password)
      const own = device.jar.get('carillon.device') ?? ''
      for (let at = 0; at < 10; at++) await guess(ana.email, NEIGHBOURS)
      for (const madeUp of [own.slice(0, -1), own.replace('.', '.x'), `${own}.more`, `${ana.id}.x.y.z`, '~', '']) {
        device.jar.set('carillon.device', madeUp)
        expect((await device.signIn(ana.email, ana.password)).status).toBe(429)
      }
      device.jar.set('carillon.device', own)
      expect((await device.signIn(ana.email, ana.password)).status).toBe(200)
    })

    test('a family shares a browser: each is known there', async () => {
      const [ana, ben] = [await account('Ana'), await account('Ben')]
      const tablet = from(NEIGHBOURS)
      for (const { email, password } of [ana, ben]) await tablet.signIn(email, password)
      for (const { email } of [ana, ben]) for (let at = 0; at < 10; at++) await guess(email, NEIGHBOURS)
      for (const { email, password } of [ana, ben]) expect((await tablet.signIn(email, password)).status).toBe(200)
    })
  })

  test('guesses of the current password with a stolen session are limited, and not in the way of Ana’s own', async () => {
    const ana = await account('Ana')
    const [stolen, own] = [from('198.51.100.7'), from('198.51.100.7')]
    for (const session of [stolen, own]) await session.signIn(ana.email, ana.password)
    const change = (session: typeof own, currentPassword: string) =>
      ask.changePassword(
        { cookie: session.cookie() },
        { currentPassword, newPassword: 'a new password' },
        { headers: { 'x-carillon-address': '198.51.100.7' } },
      )
    for (let at = 0; at < 10; at++) expect((await change(stolen, 'a guess')).status).toBe(422)
    expect((await change(stolen, 'a guess')).status).toBe(429)
    for (let at = 0; at < 10; at++) await guess(ana.email, '198.51.100.7')
    expect((await change(own, ana.password)).status).toBe(204)
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

  test('people can sign in, and guessing is limited to one guess a minute for each account and network', async () => {
    const [ana, ben] = [await account('Ana'), await account('Ben')]
    for (let at = 0; at < 3; at++) expect((await from('192.0.2.1').signIn(ana.email, ana.password)).status).toBe(200)
    expect((await from('192.0.2.2').signIn(ben.email, 'a guess')).status).toBe(401)
    const { status, headers } = await from('192.0.2.2').signIn(ben.email, 'another guess')
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await from('192.0.2.3').signIn(ben.email, ben.password)).status).toBe(200)
  })
})
