import { beforeAll, describe, expect, test } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'
import { follow, makeFriends, mute, type Person, person } from '../../support/people'
import { query } from '../../support/query'
import { del, graphEvents, look, NOTHING, put, relationOf } from './ask'

beforeAll(() => startRedis())

const BLOCKING = { ...NOTHING, blocking: true }
const two = async (): Promise<[Person, Person]> => [await person('Ana'), await person('Eve')]

describe('blocking', () => {
  test('Ana blocks her friend Eve: friendship and both follows end, and Eve cannot find her any more', async () => {
    const [ana, eve] = await two()
    await makeFriends(ana, eve)
    const { status, body } = await put(ana, 'block', eve)
    expect([status, body]).toEqual([200, { relation: BLOCKING }])
    expect((await look(eve, ana)).status).toBe(404)
    expect((await look(undefined, ana)).status).toBe(200)
    expect(await query(`SELECT 1 FROM "Follow" WHERE $1 IN ("followerId", "followeeId")`, [ana.id])).toEqual([])
    expect(await query(`SELECT 1 FROM "Friendship" WHERE $1 IN ("lowId", "highId")`, [ana.id])).toEqual([])
  })

  test('an open friend request of either ends too', async () => {
    for (const asks of [0, 1]) {
      const pair = await two()
      const [ana, eve] = pair
      await put(pair[asks] ?? ana, 'friendship', pair[1 - asks] ?? eve)
      await put(ana, 'block', eve)
      await del(ana, 'block', eve)
      expect(await relationOf(eve, ana)).toEqual(NOTHING)
    }
  })

  test('the block and its end each drop both timelines, and repeating them does not', async () => {
    const [ana, eve] = await two()
    const timelines = [ana, eve].map(({ id }) => homeKey(id))
    for (const [at, step] of [put, del].entries()) {
      for (const timeline of timelines) await redis.rpush(timeline, 'header')
      for (let times = 0; times < 3; times++) expect((await step(ana, 'block', eve)).status).toBe(200)
      expect(await redis.exists(...timelines)).toBe(0)
      expect(await graphEvents(eve)).toEqual({ recorded: at + 1, done: at + 1 })
    }
  })

  test('unblocking restores nothing', async () => {
    const [ana, eve] = await two()
    await makeFriends(ana, eve)
    await put(ana, 'block', eve)
    expect((await del(ana, 'block', eve)).body.relation).toEqual(NOTHING)
    expect(await relationOf(eve, ana)).toEqual(NOTHING)
  })

  test('when both block each other, each can end their own and only their own', async () => {
    const [ana, eve] = await two()
    await Promise.all([put(ana, 'block', eve), put(eve, 'block', ana)])
    await query(`INSERT INTO "Block" ("userId", "otherId") VALUES ($1, $2), ($2, $1) ON CONFLICT DO NOTHING`, [
      ana.id,
      eve.id,
    ])
    expect((await del(ana, 'block', eve)).body).toEqual({ relation: NOTHING })
    expect((await look(ana, eve)).status).toBe(404)
    expect((await del(ana, 'block', eve)).status).toBe(404)
    expect((await look(eve, ana)).body.relation).toEqual(BLOCKING)
  })

  test('a blocked user cannot follow, befriend, mute or block back: the answer is user_not_found', async () => {
    const [ana, eve] = await two()
    await put(ana, 'block', eve)
    for (const step of ['follow', 'friendship', 'mute', 'block'] as const) {
      expect((await put(eve, step, ana)).status).toBe(404)
      expect((await del(eve, step, ana)).status).toBe(404)
    }
    expect((await graphEvents(eve)).recorded).toBe(1)
  })
})

describe('muting', () => {
  test('Ana mutes Ben and unmutes him; nothing of him changes and he cannot notice it', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await follow(ana, ben)
    const timeline = ({ id }: Person) => homeKey(id)
    await redis.rpush(timeline(ben), 'header')
    for (const [step, muting] of [
      [put, true],
      [put, true],
      [del, false],
      [del, false],
    ] as const) {
      await redis.rpush(timeline(ana), 'header')
      const { status, body } = await step(ana, 'mute', ben)
      expect([status, body]).toEqual([200, { relation: { ...NOTHING, following: true, muting } }])
    }
    expect(await graphEvents(ana)).toEqual({ recorded: 2, done: 2 })
    expect((await graphEvents(ben)).recorded).toBe(0)
    expect(await redis.exists(timeline(ben))).toBe(1)
    expect(await relationOf(ben, ana)).toEqual({ ...NOTHING, followedBy: true })
  })

  test('a mute stays after a block and its end', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await mute(ana, ben)
    await put(ana, 'block', ben)
    expect((await del(ana, 'block', ben)).body.relation).toEqual({ ...NOTHING, muting: true })
  })
})
