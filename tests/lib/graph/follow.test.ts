import { beforeAll, describe, expect, test } from 'vitest'
import { PUT } from '@/app/api/users/[handle]/follow/route'
import { redis, startRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'
import { call } from '../../support/call'
import { person } from '../../support/people'
import { query } from '../../support/query'
import { freezeRedis, thawRedis } from '../../support/redis'
import { del, graphEvents, NOTHING, put } from './ask'

beforeAll(() => startRedis())

const timelineOf = ({ id }: { id: bigint }) => homeKey(id)

describe('following', () => {
  test('Ben follows Ana and stops again', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    const began = await put(ben, 'follow', ana)
    expect([began.status, began.body]).toEqual([200, { relation: { ...NOTHING, following: true } }])
    const ended = await del(ben, 'follow', ana)
    expect([ended.status, ended.body]).toEqual([200, { relation: NOTHING }])
  })

  test('repeating it changes nothing and records nothing', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await del(ben, 'follow', ana)
    expect((await graphEvents(ana, ben)).recorded).toBe(0)
    for (let at = 0; at < 3; at++) expect((await put(ben, 'follow', ana)).body.relation.following).toBe(true)
    expect((await graphEvents(ana, ben)).recorded).toBe(1)
    for (let at = 0; at < 3; at++) expect((await del(ben, 'follow', ana)).body.relation.following).toBe(false)
    expect((await graphEvents(ana, ben)).recorded).toBe(2)
  })

  test('twenty requests at the same time count as one', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(ben, 'follow', ana)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await graphEvents(ana, ben)).toEqual({ recorded: 1, done: 1 })
  })

  test('the timeline of the follower is dropped before the answer, the one of the followee is not', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await redis.rpush(timelineOf(ana), 'header')
    for (const change of [put, del]) {
      await redis.rpush(timelineOf(ben), 'header')
      await change(ben, 'follow', ana)
      expect(await redis.exists(timelineOf(ben))).toBe(0)
    }
    expect(await redis.exists(timelineOf(ana))).toBe(1)
    expect(await graphEvents(ben)).toEqual({ recorded: 2, done: 2 })
    expect((await graphEvents(ana)).recorded).toBe(0)
  })

  test('while Redis does not answer, the follow is stored and the relay drops the timeline later', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    freezeRedis()
    try {
      expect((await put(ben, 'follow', ana)).body.relation.following).toBe(true)
    } finally {
      thawRedis()
    }
    expect(await graphEvents(ben)).toEqual({ recorded: 1, done: 0 })
  })
})

describe('notify', () => {
  const bell = async (as: Awaited<ReturnType<typeof person>>, whom: { handle: string }, body?: unknown) =>
    (await put(as, 'follow', whom, body)).body.relation.notify

  test('stays as it is when the request does not name it, and is false at first', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    expect(await bell(ben, ana)).toBe(false)
    expect(await bell(ben, ana, { notify: true })).toBe(true)
    expect(await bell(ben, ana, {})).toBe(true)
    expect(await bell(ben, ana)).toBe(true)
    expect(await bell(ben, ana, { notify: false })).toBe(false)
    expect((await graphEvents(ben)).recorded).toBe(1)
  })

  test('can be true from the start, and ends with the follow', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    expect(await bell(ben, ana, { notify: true })).toBe(true)
    await del(ben, 'follow', ana)
    expect(await bell(ben, ana)).toBe(false)
  })

  test.each([
    ['{"notify":', 400],
    ['null', 422],
    [{ notify: 'yes' }, 422],
    [{ notify: null }, 422],
    [{ notify: true, followerId: '1' }, 422],
    [`{"notify":true,"x":"${'x'.repeat(70_000)}"}`, 413],
  ])('the body %j is refused and nobody is followed', async (body, expected) => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    expect((await put(ben, 'follow', ana, body)).status).toBe(expected)
    expect(await query(`SELECT 1 FROM "Follow" WHERE "followerId" = $1`, [ben.id])).toEqual([])
  })

  test('a body needs the content type of JSON, a request without a body does not', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    const params = { handle: ana.handle }
    const asText = {
      method: 'PUT',
      params,
      as: ben,
      body: '{"notify":true}',
      headers: { 'content-type': 'text/plain' },
    }
    expect((await call(PUT, asText)).status).toBe(415)
    expect((await call(PUT, { method: 'PUT', params, as: ben })).status).toBe(200)
    expect(
      (await call(PUT, { method: 'PUT', params, as: ben, headers: { origin: 'https://evil.example' } })).status,
    ).toBe(403)
  })
})
