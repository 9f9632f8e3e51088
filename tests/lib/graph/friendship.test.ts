import { beforeAll, describe, expect, test } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'
import { befriend, block, follow, relationOf, requestFriendship, unfriend } from '../../support/acts'
import { ask } from '../../support/ask'
import { clearEvents, graphEvents } from '../../support/events'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'
import { NOTHING } from './relations'

beforeAll(() => startRedis())

const FRIENDS = { ...NOTHING, following: true, followedBy: true, friendship: 'friends' }

describe('friendship', () => {
  test('Ana asks, Ben sees that she asked, accepts, and they follow each other', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const asked = await ask.requestFriendship(ana, ben)
    expect([asked.status, asked.body]).toEqual([200, { relation: { ...NOTHING, friendship: 'requested' } }])
    expect((await relationOf(ben, ana)).friendship).toBe('asked')
    expect((await ask.requestFriendship(ben, ana)).body.relation).toEqual(FRIENDS)
    expect(await relationOf(ana, ben)).toEqual(FRIENDS)
  })

  test('works the same from the younger account to the older one', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    expect((await ask.requestFriendship(ben, ana)).body.relation.friendship).toBe('requested')
    expect((await ask.requestFriendship(ana, ben)).body.relation).toEqual(FRIENDS)
  })

  test('asking twice does not accept one’s own request', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    for (let at = 0; at < 3; at++)
      expect((await ask.requestFriendship(ana, ben)).body.relation.friendship).toBe('requested')
  })

  test('a request can be withdrawn by the one and declined by the other, and asked again', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    expect((await ask.unfriend(ana, ben)).body.relation).toEqual(NOTHING)
    await requestFriendship(ana, ben)
    expect((await ask.unfriend(ben, ana)).body.relation).toEqual(NOTHING)
    expect((await ask.requestFriendship(ana, ben)).body.relation.friendship).toBe('requested')
  })

  test('open, withdrawn and declined requests change no feed', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await redis.rpush(homeKey(ben.id), 'header')
    await requestFriendship(ana, ben)
    await unfriend(ben, ana)
    await requestFriendship(ana, ben)
    await unfriend(ana, ben)
    expect((await graphEvents(ana, ben)).recorded).toBe(0)
    expect(await redis.exists(homeKey(ben.id))).toBe(1)
  })

  test('accepting and ending drop the timelines of both', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const timelines = [ana, ben].map(({ id }) => homeKey(id))
    await requestFriendship(ana, ben)
    for (const step of [ask.requestFriendship, ask.unfriend]) {
      for (const timeline of timelines) await redis.rpush(timeline, 'header')
      await step(ben, ana)
      expect(await redis.exists(...timelines)).toBe(0)
    }
    expect(await graphEvents(ana)).toEqual({ recorded: 2, done: 2 })
    expect(await graphEvents(ben)).toEqual({ recorded: 2, done: 2 })
  })

  test('ending it keeps the follows', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await befriend(ana, ben)
    await clearEvents()
    const { body } = await ask.unfriend(ben, ana)
    expect(body.relation).toEqual({ ...FRIENDS, friendship: 'none' })
    expect((await ask.unfriend(ana, ben)).body.relation).toEqual({ ...FRIENDS, friendship: 'none' })
    expect((await graphEvents(ana)).recorded).toBe(1)
  })

  test('accepting keeps notify of a follow that was there before', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana, { notify: true })
    await requestFriendship(ana, ben)
    expect((await ask.requestFriendship(ben, ana)).body.relation).toEqual({ ...FRIENDS, notify: true })
  })

  test('two who ask at the same time become friends, ten pairs out of ten', async () => {
    for (let at = 0; at < 10; at++) {
      const [ana, ben] = await people('Ana', 'Ben')
      await Promise.all([ask.requestFriendship(ana, ben), ask.requestFriendship(ben, ana)])
      expect(await relationOf(ana, ben)).toEqual(FRIENDS)
      expect((await graphEvents(ana)).recorded).toBe(1)
    }
  })

  test('twenty requests at the same time are one', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await Promise.all(Array.from({ length: 20 }, () => ask.requestFriendship(ana, ben)))
    expect(await query(`SELECT 1 FROM "Friendship" WHERE $1 IN ("lowId", "highId")`, [ana.id])).toHaveLength(1)
    expect((await relationOf(ana, ben)).friendship).toBe('requested')
  })
})

describe('accepting only', () => {
  const accept = (who: Person, whom: Person) => ask.requestFriendship(who, whom, { accept: true })

  test('makes friends of Ana, who asked, and Ben', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    const { status, body } = await accept(ben, ana)
    expect([status, body]).toEqual([200, { relation: FRIENDS }])
    expect(await relationOf(ana, ben)).toEqual(FRIENDS)
  })

  test('a request that Ana has withdrawn meanwhile asks her nothing and changes nothing', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    await unfriend(ana, ben)
    const { status, body } = await accept(ben, ana)
    expect([status, body]).toEqual([200, { relation: NOTHING }])
    expect(await relationOf(ana, ben)).toEqual(NOTHING)
    expect((await graphEvents(ana, ben)).recorded).toBe(0)
  })

  test('does not accept Ben’s own request', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ben, ana)
    expect((await accept(ben, ana)).body.relation).toEqual({ ...NOTHING, friendship: 'requested' })
    expect((await relationOf(ana, ben)).friendship).toBe('asked')
  })

  test('twice at once and once more makes one friendship', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    const answers = await Promise.all([accept(ben, ana), accept(ben, ana)])
    answers.push(await accept(ben, ana))
    for (const { status, body } of answers) expect([status, body.relation]).toEqual([200, FRIENDS])
    expect((await graphEvents(ana)).recorded).toBe(1)
  })

  test('against withdrawing ends in friends who follow each other, or in nothing, and never in a request', async () => {
    for (let round = 0; round < 10; round++) {
      const [ana, ben] = await people('Ana', 'Ben')
      await requestFriendship(ana, ben)
      const [accepted] = await Promise.all([accept(ben, ana), ask.unfriend(ana, ben)])
      // Ana's press ends the friendship when it comes after Ben's; the follows stay.
      expect(['friends', 'none']).toContain(accepted.body.relation.friendship)
      const { friendship, following, followedBy } = await relationOf(ben, ana)
      expect(friendship).toBe('none')
      expect(following).toBe(followedBy)
    }
  })

  test('answers 404 when Ana blocks Ben meanwhile, and 422 when Ben blocks her', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    await block(ana, ben)
    expect((await accept(ben, ana)).status).toBe(404)
    const [cleo, dan] = await people('Cleo', 'Dan')
    await requestFriendship(cleo, dan)
    await block(dan, cleo)
    expect((await accept(dan, cleo)).status).toBe(422)
  })

  test('refuses other bodies', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    for (const body of [{ accept: false }, { accept: 'yes' }, { decline: true }, { accept: true, notify: true }])
      expect((await ask.requestFriendship(ben, ana, body)).status).toBe(422)
    expect((await ask.requestFriendship(ben, ana, {})).body.relation.friendship).toBe('requested')
  })
})
