import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { checkBells } from '@/lib/live/check-bells'
import { gateway } from '@/lib/live/gateway'
import { query } from '@/lib/postgres/db'
import { redis, startRedis } from '@/lib/redis/client'
import { drain, stopJobs } from '../../support/jobs'
import { type Person, person } from '../../support/people'
import { post } from '../../support/posting'
import { freezeRedis, killRedis, restartRedis, thawRedis } from '../../support/redis'
import { likes, takes, unlikes } from './acts'
import { recorded, work } from './by-hand'
import { sees } from './marking'
import { Screen } from './screen'
import { hears, stateOf } from './support'

beforeAll(startRedis)

afterEach(async () => {
  thawRedis()
  if (redis.status !== 'ready') await restartRedis()
  await expect.poll(() => redis.ping().catch(() => null), { timeout: 10_000 }).toBe('PONG')
})

const two = async (): Promise<[Person, Person]> => [await person('Ana'), await person('Ben')]

/** Works on everything that is recorded; the rows are written before anybody is told, who cannot be told now. */
async function workInVain(): Promise<void> {
  for (const event of await recorded()) await work(event).catch(() => undefined)
}

describe('while Redis is away', { timeout: 60_000 }, () => {
  test('rows, lists, state and marks are right, and Ben’s screen is right again by itself', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    await drain()
    const screen = await Screen.open(ben)
    await stopJobs()
    await killRedis()
    await likes(ana, said)
    await takes(ana, 'follow', ben)
    await workInVain()
    expect((await hears(ben)).sort()).toEqual(['follow by Ana', 'like by Ana'])
    expect(await sees(ben)).toMatchObject({ unseen: 0, unread: 2 })
    await takes(ben, 'mute', ana)
    expect(await hears(ben)).toEqual([])
    expect(await stateOf(ben)).toMatchObject({ unseen: 0, unread: 0 })
    await restartRedis()
    const shown = async () => [await screen.shows(), screen.state]
    await expect.poll(shown, { timeout: 15_000 }).toEqual([{ unseen: 0, unread: 0, rows: [] }, await stateOf(ben)])
    await query(`DELETE FROM "OutboxEvent"`)
  })

  test('frozen, a mark answers soon, and other devices hear of it by the position check', async () => {
    const [ana, ben] = await two()
    await takes(ana, 'follow', ben)
    await drain()
    const screen = await Screen.open(ben)
    freezeRedis()
    const began = performance.now()
    const answer = await sees(ben)
    expect(performance.now() - began).toBeLessThan(1500)
    expect(answer).toMatchObject({ unseen: 0, unread: 1 })
    // Later than a request waits for Redis: what was not told by then is not told any more.
    await checkBells(gateway)
    await expect.poll(() => screen.catchUp().then(() => screen.state)).toEqual(answer)
  })

  test('events that were recorded are told when it is back, once', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    await drain()
    const screen = await Screen.open(ben)
    await killRedis()
    await likes(ana, said)
    await unlikes(ana, said)
    await takes(ana, 'follow', ben)
    await restartRedis()
    await drain()
    expect(await hears(ben)).toEqual(['follow by Ana'])
    await expect
      .poll(() => screen.shows(), { timeout: 15_000 })
      .toEqual({ unseen: 1, unread: 1, rows: ['follow by Ana'] })
  })
})
