import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { checkBells } from '@/lib/live/check-bells'
import { gateway } from '@/lib/live/gateway'
import { redis, startRedis } from '@/lib/redis/client'
import { bellState, follow, like, markSeen, mute, post, unlike } from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, stopJobs } from '../../support/jobs'
import { people } from '../../support/people'
import { freezeRedis, killRedis, restartRedis, thawRedis } from '../../support/redis'
import { bellShows } from './checked-bell'
import { recorded, work } from './run-events'
import { Screen } from './screen'

beforeAll(startRedis)

afterEach(async () => {
  thawRedis()
  if (redis.status !== 'ready') await restartRedis()
  await expect.poll(() => redis.ping().catch(() => null), { timeout: 10_000 }).toBe('PONG')
})

/** Processes all recorded events. Their rows are written before the delivery fails. */
async function workWithoutDelivery(): Promise<void> {
  for (const event of await recorded()) await work(event).catch(() => undefined)
}

describe('while Redis is away', { timeout: 60_000 }, () => {
  test('rows, lists, state and marks are right; when Redis is back, Ben’s screen becomes right by itself', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await drain()
    const screen = await Screen.open(ben)
    await stopJobs()
    await killRedis()
    await like(ana, said)
    await follow(ana, ben)
    await workWithoutDelivery()
    expect((await bellShows(ben)).sort()).toEqual(['follow by Ana', 'like by Ana'])
    expect(await markSeen(ben)).toMatchObject({ unseen: 0, unread: 2 })
    await mute(ben, ana)
    expect(await bellShows(ben)).toEqual([])
    expect(await bellState(ben)).toMatchObject({ unseen: 0, unread: 0 })
    await restartRedis()
    const shown = async () => [await screen.shows(), screen.state]
    await expect.poll(shown, { timeout: 15_000 }).toEqual([{ unseen: 0, unread: 0, rows: [] }, await bellState(ben)])
    await clearEvents()
  })

  test('frozen: a mark is answered soon, and other devices receive it by the position check', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ana, ben)
    await drain()
    const screen = await Screen.open(ben)
    freezeRedis()
    const began = performance.now()
    const answer = await markSeen(ben)
    expect(performance.now() - began).toBeLessThan(1500)
    expect(answer).toMatchObject({ unseen: 0, unread: 1 })
    // The request has stopped waiting for Redis, so only the position check can deliver the mark.
    await checkBells(gateway)
    await expect.poll(() => screen.catchUp().then(() => screen.state)).toEqual(answer)
  })

  test('recorded events are delivered when it is back, once', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await drain()
    const screen = await Screen.open(ben)
    await killRedis()
    await like(ana, said)
    await unlike(ana, said)
    await follow(ana, ben)
    await restartRedis()
    await drain()
    expect(await bellShows(ben)).toEqual(['follow by Ana'])
    await expect
      .poll(() => screen.shows(), { timeout: 15_000 })
      .toEqual({ unseen: 1, unread: 1, rows: ['follow by Ana'] })
  })
})
