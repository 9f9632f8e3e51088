import { beforeAll, describe, expect, test } from 'vitest'
import { checkBells } from '@/lib/live/check-bells'
import { gateway } from '@/lib/live/gateway'
import { deliverBells } from '@/lib/notifications/deliver-bells'
import { redis, startRedis } from '@/lib/redis/client'
import { comment, follow, like, markRead, post, unlike } from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { holdConnections, loseConnections } from '../../support/listeners'
import { people, person } from '../../support/people'
import { query } from '../../support/query'
import { waitFor } from '../../support/streams'
import { bellOf } from './checked-bell'
import { Screen } from './screen'

beforeAll(startRedis)

describe('a lost frame', () => {
  test('is replaced by the position check, once', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await drain()
    const screen = await Screen.open(ben)
    await loseConnections(ben)
    await like(ana, said)
    await follow(ana, ben)
    await comment(ana, said)
    await drain()
    expect(screen.news).toEqual([])
    await Promise.all([checkBells(gateway), checkBells(gateway)])
    await waitFor(() => screen.news.length > 0)
    await checkBells(gateway)
    const { state, rows } = await bellOf(ben)
    expect(screen.news).toEqual([{ ...state, groups: rows }])
    expect(await screen.shows()).toMatchObject({ unseen: 3, unread: 3 })
  })

  test.each(['before', 'during'])('is replaced also when the stream starts to catch up %s the check', async (when) => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await drain()
    const screen = await Screen.open(ben)
    await loseConnections(ben)
    await like(ana, said)
    await drain()
    const [connection] = gateway.connections.of(String(ben.id))
    if (!connection) throw new Error('Ben has no connection')
    if (when === 'before') connection.startCatchUp()
    const checked = checkBells(gateway)
    if (when === 'during') connection.startCatchUp()
    await checked
    expect(screen.news).toEqual([])
    gateway.resets.goLive(connection)
    await waitFor(() => screen.news.length === 1)
    expect(await screen.shows()).toEqual({ unseen: 1, unread: 1, rows: ['like by Ana'] })
  })

  test('that took too long to compose is refused without an error, and replaced by the position check', async () => {
    const ben = await person('Ben')
    const screen = await Screen.open(ben)
    await query(`UPDATE "User" SET "notificationVersion" = 1 WHERE id = $1`, [ben.id])
    const change = { recipientId: ben.id, groupIds: [], state: { version: '1', unseen: 0, unread: 0, headSeq: '0' } }
    const asked: unknown[] = []
    const slowly = async <T>(operation: (commands: typeof redis) => Promise<T>): Promise<T> => {
      asked.push(operation)
      const answer = await operation(redis)
      return typeof answer === 'number' ? ((answer - 1001) as T) : answer
    }
    await deliverBells(slowly, [change])
    // Who is online; then the time and the delivery, three times.
    expect(asked).toHaveLength(7)
    expect(screen.news).toEqual([])
    await checkBells(gateway)
    await waitFor(() => screen.news.length === 1)
  })

  test('is replaced when a broken subscription is restored', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await drain()
    const screen = await Screen.open(ben)
    await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
    await like(ana, said)
    await drain()
    await expect.poll(() => screen.shows()).toEqual({ unseen: 1, unread: 1, rows: ['like by Ana'] })
  })

  test('of a retraction is replaced too', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await like(ana, said)
    await drain()
    const screen = await Screen.open(ben)
    await loseConnections(ben)
    await unlike(ana, said)
    await drain()
    await checkBells(gateway)
    await waitFor(() => screen.news.length > 0)
    expect(await screen.shows()).toEqual({ unseen: 0, unread: 0, rows: [] })
  })

  test('still shows as a gap after a repeated job has delivered other groups', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await comment(ana, await post(ben, 'hello'))
    await drain()
    await clearEvents()
    await follow(ana, ben)
    await drain()
    const screen = await Screen.open(ben)
    const [, row] = screen.rows()
    if (row?.type !== 'comment') throw new Error('no comment')
    await loseConnections(ben)
    await markRead(ben, row)
    await holdConnections(ben, gateway.id)
    await drainTwice()
    await waitFor(() => screen.news.length > 0)
    await checkBells(gateway)
    await expect.poll(() => screen.shows()).toMatchObject({ unseen: 1, unread: 1 })
    expect(screen.rows()).toEqual((await bellOf(ben)).rows)
  })

  test('that never was: the position check delivers nothing when nothing is missing', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const screen = await Screen.open(ben)
    await follow(ana, ben)
    await drain()
    await waitFor(() => screen.news.length === 1)
    await checkBells(gateway)
    await checkBells(gateway)
    expect(screen.news.length).toBe(1)
  })
})
