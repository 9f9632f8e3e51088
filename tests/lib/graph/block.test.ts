import { beforeAll, describe, expect, test } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'
import { befriend, block, follow, mute, relationOf, requestFriendship, unblock } from '../../support/acts'
import { ask } from '../../support/ask'
import { clearEvents, graphEvents } from '../../support/events'
import { type Person, people, suspend } from '../../support/people'
import { query } from '../../support/query'
import { NOTHING, RELATIONS } from './relations'

beforeAll(() => startRedis())

const BLOCKING = { ...NOTHING, blocking: true }
describe('blocking', () => {
  test('Ana blocks her friend Eve: friendship and both follows end, and Eve cannot find her any more', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await befriend(ana, eve)
    const { status, body } = await ask.block(ana, eve)
    expect([status, body]).toEqual([200, { relation: BLOCKING }])
    expect((await ask.profile(eve, ana)).status).toBe(404)
    expect((await ask.profile(undefined, ana)).status).toBe(200)
    expect(await query(`SELECT 1 FROM "Follow" WHERE $1 IN ("followerId", "followeeId")`, [ana.id])).toEqual([])
    expect(await query(`SELECT 1 FROM "Friendship" WHERE $1 IN ("lowId", "highId")`, [ana.id])).toEqual([])
  })

  test('an open friend request of either ends too', async () => {
    for (const asks of [0, 1]) {
      const pair = await people('Ana', 'Eve')
      const [ana, eve] = pair
      await requestFriendship(pair[asks] ?? ana, pair[1 - asks] ?? eve)
      await block(ana, eve)
      await unblock(ana, eve)
      expect(await relationOf(eve, ana)).toEqual(NOTHING)
    }
  })

  test('the block and its end each drop both timelines, and repeating them does not', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    const timelines = [ana, eve].map(({ id }) => homeKey(id))
    for (const [at, step] of [ask.block, ask.unblock].entries()) {
      for (const timeline of timelines) await redis.rpush(timeline, 'header')
      for (let times = 0; times < 3; times++) expect((await step(ana, eve)).status).toBe(200)
      expect(await redis.exists(...timelines)).toBe(0)
      expect(await graphEvents(eve)).toEqual({ recorded: at + 1, done: at + 1 })
    }
  })

  test('unblocking restores nothing', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await befriend(ana, eve)
    await block(ana, eve)
    expect((await ask.unblock(ana, eve)).body.relation).toEqual(NOTHING)
    expect(await relationOf(eve, ana)).toEqual(NOTHING)
  })

  test('when both block each other, each can end their own and only their own', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await Promise.all([ask.block(ana, eve), ask.block(eve, ana)])
    await query(`INSERT INTO "Block" ("userId", "otherId") VALUES ($1, $2), ($2, $1) ON CONFLICT DO NOTHING`, [
      ana.id,
      eve.id,
    ])
    expect((await ask.unblock(ana, eve)).body).toEqual({ relation: NOTHING })
    expect((await ask.profile(ana, eve)).status).toBe(404)
    expect((await ask.unblock(ana, eve)).status).toBe(404)
    expect((await ask.profile(eve, ana)).body.relation).toEqual(BLOCKING)
  })

  test('a blocked user cannot follow, befriend or mute: the answer is user_not_found', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await block(ana, eve)
    const { block: _, ...others } = RELATIONS
    for (const { begin, end } of Object.values(others)) {
      expect((await begin(eve, ana)).status).toBe(404)
      expect((await end(eve, ana)).status).toBe(404)
    }
    expect((await graphEvents(eve)).recorded).toBe(1)
  })

  test('whoever is blocked can block back, by the name in any case; the block stays when the first one ends', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await block(eve, ana)
    expect((await ask.profile(ana, eve)).status).toBe(404)
    const { status, body } = await ask.block(ana, { handle: eve.handle.toUpperCase() })
    expect([status, body]).toEqual([200, { relation: BLOCKING }])
    expect((await ask.profile(ana, eve)).body.relation).toEqual(BLOCKING)
    await unblock(eve, ana)
    expect((await ask.profile(eve, ana)).status).toBe(404)
    expect((await ask.profile(ana, eve)).body.relation).toEqual(BLOCKING)
  })

  test('nobody can block themselves, nobody at all, or a suspended account', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await suspend(eve)
    const answers = [
      await ask.block(ana, ana),
      await ask.block(ana, { handle: 'nobody_here' }),
      await ask.block(ana, eve),
    ]
    expect(answers.map(({ body }) => body.error.code)).toEqual(['own_relation', 'user_not_found', 'user_not_found'])
  })
})

describe('muting', () => {
  test('Ana mutes Ben and unmutes him; nothing of him changes and he cannot notice it', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ana, ben)
    await clearEvents()
    const timeline = ({ id }: Person) => homeKey(id)
    await redis.rpush(timeline(ben), 'header')
    for (const [step, muting] of [
      [ask.mute, true],
      [ask.mute, true],
      [ask.unmute, false],
      [ask.unmute, false],
    ] as const) {
      await redis.rpush(timeline(ana), 'header')
      const { status, body } = await step(ana, ben)
      expect([status, body]).toEqual([200, { relation: { ...NOTHING, following: true, muting } }])
    }
    expect(await graphEvents(ana)).toEqual({ recorded: 2, done: 2 })
    expect((await graphEvents(ben)).recorded).toBe(0)
    expect(await redis.exists(timeline(ben))).toBe(1)
    expect(await relationOf(ben, ana)).toEqual({ ...NOTHING, followedBy: true })
  })

  test('a mute stays after a block and its end', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await mute(ana, ben)
    await block(ana, ben)
    expect((await ask.unblock(ana, ben)).body.relation).toEqual({ ...NOTHING, muting: true })
  })
})
