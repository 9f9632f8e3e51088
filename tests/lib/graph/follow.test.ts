import { beforeAll, describe, expect, test } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'
import { unfollow } from '../../support/acts'
import { ask } from '../../support/ask'
import { graphEvents } from '../../support/events'
import { people, type person } from '../../support/people'
import { query } from '../../support/query'
import { freezeRedis, thawRedis } from '../../support/redis'
import { NOTHING } from './relations'

beforeAll(() => startRedis())

const timelineOf = ({ id }: { id: bigint }) => homeKey(id)

describe('following', () => {
  test('Ben follows Ana and stops again', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const began = await ask.follow(ben, ana)
    expect([began.status, began.body]).toEqual([200, { relation: { ...NOTHING, following: true } }])
    const ended = await ask.unfollow(ben, ana)
    expect([ended.status, ended.body]).toEqual([200, { relation: NOTHING }])
  })

  test('repeating it changes nothing and records nothing', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await unfollow(ben, ana)
    expect((await graphEvents(ana, ben)).recorded).toBe(0)
    for (let at = 0; at < 3; at++) expect((await ask.follow(ben, ana)).body.relation.following).toBe(true)
    expect((await graphEvents(ana, ben)).recorded).toBe(1)
    for (let at = 0; at < 3; at++) expect((await ask.unfollow(ben, ana)).body.relation.following).toBe(false)
    expect((await graphEvents(ana, ben)).recorded).toBe(2)
  })

  test('twenty requests at the same time count as one', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask.follow(ben, ana)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await graphEvents(ana, ben)).toEqual({ recorded: 1, done: 1 })
  })

  test('the timeline of the follower is dropped before the answer, the one of the followee is not', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await redis.rpush(timelineOf(ana), 'header')
    for (const change of [ask.follow, ask.unfollow]) {
      await redis.rpush(timelineOf(ben), 'header')
      await change(ben, ana)
      expect(await redis.exists(timelineOf(ben))).toBe(0)
    }
    expect(await redis.exists(timelineOf(ana))).toBe(1)
    expect(await graphEvents(ben)).toEqual({ recorded: 2, done: 2 })
    expect((await graphEvents(ana)).recorded).toBe(0)
  })

  test('while Redis does not answer, the follow is stored and the relay drops the timeline later', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    freezeRedis()
    try {
      expect((await ask.follow(ben, ana)).body.relation.following).toBe(true)
    } finally {
      thawRedis()
    }
    expect(await graphEvents(ben)).toEqual({ recorded: 1, done: 0 })
  })
})

describe('notify', () => {
  const bell = async (as: Awaited<ReturnType<typeof person>>, whom: { handle: string }, body?: unknown) =>
    (await ask.follow(as, whom, body)).body.relation.notify

  test('stays as it is when the request does not name it, and is false at first', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    expect(await bell(ben, ana)).toBe(false)
    expect(await bell(ben, ana, { notify: true })).toBe(true)
    expect(await bell(ben, ana, {})).toBe(true)
    expect(await bell(ben, ana)).toBe(true)
    expect(await bell(ben, ana, { notify: false })).toBe(false)
    expect((await graphEvents(ben)).recorded).toBe(1)
  })

  test('can be true from the start, and ends with the follow', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    expect(await bell(ben, ana, { notify: true })).toBe(true)
    await unfollow(ben, ana)
    expect(await bell(ben, ana)).toBe(false)
  })

  test.each([
    ['{"notify":', 400],
    ['null', 422],
    [{ notify: 'yes' }, 422],
    [{ notify: null }, 422],
    [{ notify: true, followerId: '1' }, 422],
    [`{"notify":true,"x":"${'x'.repeat(300_000)}"}`, 413],
  ])('the body %j is refused and nobody is followed', async (body, expected) => {
    const [ana, ben] = await people('Ana', 'Ben')
    expect((await ask.follow(ben, ana, body)).status).toBe(expected)
    expect(await query(`SELECT 1 FROM "Follow" WHERE "followerId" = $1`, [ben.id])).toEqual([])
  })

  test('a body needs the content type of JSON, a request without a body does not', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const statusWith = async (body?: string, headers?: Record<string, string>) =>
      (await ask.follow(ben, ana, body, { headers })).status
    expect(await statusWith('{"notify":true}', { 'content-type': 'text/plain' })).toBe(415)
    expect(await statusWith()).toBe(200)
    expect(await statusWith(undefined, { origin: 'https://evil.example' })).toBe(403)
  })
})
