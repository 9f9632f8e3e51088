import { beforeAll, describe, expect, test } from 'vitest'
import { checkBells } from '@/lib/live/check-bells'
import { gateway } from '@/lib/live/gateway'
import { deliverBells } from '@/lib/notifications/deliver-bells'
import { bucketOf } from '@/lib/redis/buckets'
import { redis, startRedis } from '@/lib/redis/client'
import { onlineKey } from '@/lib/redis/keys'
import { bellState, block, comment, deletePost, follow, like, markRead, mute, post, unlike } from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { holdConnections } from '../../support/listeners'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'
import { openStream, waitFor } from '../../support/streams'
import { bellOf, bellShows } from './checked-bell'
import { Screen } from './screen'

beforeAll(startRedis)

/** Removes the entry that says where this person is connected, as a lost lease does: frames do not reach them. */
const disconnect = ({ id }: Person) => redis.hdel(onlineKey(bucketOf(id)), String(id))

describe('connecting', () => {
  test('Ben’s stream begins with the state of his bell', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ana, ben)
    await like(ana, await post(ben, 'hello'))
    await drain()
    const atBen = await openStream(ben)
    expect(atBen.of('hello')[0]?.data.notifications).toEqual(await bellState(ben))
    expect(await bellState(ben)).toMatchObject({ unseen: 2, unread: 2 })
    expect((await openStream(ana)).of('hello')[0]?.data.notifications).toMatchObject({ unseen: 0, version: '0' })
  })
})

describe('an event', () => {
  test('reaches every open stream of Ben as one absolute frame, and nobody else', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await drain()
    const [one, other, atAna] = [await openStream(ben), await openStream(ben), await openStream(ana)]
    await like(ana, said)
    await drain()
    await waitFor(() => one.of('notifications').length > 0 && other.of('notifications').length > 0)
    const { state, rows } = await bellOf(ben)
    for (const stream of [one, other]) {
      expect(stream.of('notifications').map(({ data }) => data)).toEqual([{ ...state, groups: rows }])
    }
    expect(rows[0]).toMatchObject({ type: 'like', seen: false, read: false, post: { id: said.id, likeCount: 1 } })
    expect([atAna.of('notifications'), await bellShows(ana)]).toEqual([[], []])
  })

  test('whose job is repeated is delivered again, with a new version', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await drain()
    await clearEvents()
    const screen = await Screen.open(ben)
    await like(ana, said)
    await drainTwice()
    await waitFor(() => screen.news.length === 2)
    const [first, again] = screen.news.map(({ version, groups, headSeq: _, ...counts }) => ({
      version,
      counts,
      groups,
    }))
    expect(again?.counts).toEqual(first?.counts)
    expect(again?.groups.map(({ id, seq }) => [id, seq])).toEqual(first?.groups.map(({ id, seq }) => [id, seq]))
    expect([first?.version, again?.version]).toEqual(['1', '2'])
    expect(await screen.shows()).toEqual({ unseen: 1, unread: 1, rows: ['like by Ana'] })
  })

  test('that is retracted, with its last actor, delivers a group without actors', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await like(ana, said)
    await drain()
    const screen = await Screen.open(ben)
    await unlike(ana, said)
    await drain()
    await waitFor(() => screen.news.length === 1)
    expect(screen.news[0]?.groups).toMatchObject([{ actorCount: 0, actors: [] }])
    expect(await screen.shows()).toEqual({ unseen: 0, unread: 0, rows: [] })
  })

  test('of many people at once costs few frames, and the last of them is right', async () => {
    const ben = await person('Ben')
    const said = await post(ben, 'hello')
    const crowd = await Promise.all(Array.from({ length: 40 }, (_, n) => person(`Fan ${n}`)))
    await drain()
    const screen = await Screen.open(ben)
    await Promise.all(crowd.map((fan) => like(fan, said)))
    await drain()
    await expect.poll(async () => (await screen.shows()).rows.join()).toMatch(/ and 37 more$/)
    expect(screen.news.length).toBeLessThan(15)
  })
})

describe('what a block or a mute retracts', () => {
  test.each([
    ['block', block],
    ['mute', mute],
  ])('is delivered to both when Ben sets a %s on Ana, without a job', async (_, set) => {
    const [ana, ben] = await people('Ana', 'Ben')
    await like(ana, await post(ben, 'hello'))
    await like(ben, await post(ana, 'hello'))
    await drain()
    const screens = [await Screen.open(ana), await Screen.open(ben)]
    await set(ben, ana)
    for (const screen of screens) {
      await waitFor(() => screen.news.length > 0)
      expect(await screen.shows()).toEqual({ unseen: 0, unread: 0, rows: [] })
    }
  })
})

describe('a lost frame', () => {
  test('is replaced by the position check, once', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await drain()
    const screen = await Screen.open(ben)
    await disconnect(ben)
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
    await disconnect(ben)
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
    await disconnect(ben)
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
    await disconnect(ben)
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

describe('a change of more rows than one frame holds', () => {
  /** Ben has sixty rows about one post. */
  async function sixtyRows(): Promise<{ ben: Person; screen: Screen; said: { id: string } }> {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    for (let n = 0; n < 60; n++) await comment(ana, said, `thought ${n}`)
    await drain()
    return { ben, screen: await Screen.open(ben), said }
  }

  test('leaves nothing on the screen', async () => {
    const { ben, screen, said } = await sixtyRows()
    expect((await screen.shows()).rows).toHaveLength(60)
    await deletePost(ben, said)
    await drain()
    await waitFor(() => screen.news.length > 0)
    expect(await screen.shows()).toEqual({ unseen: 0, unread: 0, rows: [] })
    expect(await bellShows(ben)).toEqual([])
  })

  test('leaves nothing on the screen when the frame is lost: the position check finds it', async () => {
    const { ben, screen, said } = await sixtyRows()
    await disconnect(ben)
    await deletePost(ben, said)
    await drain()
    await checkBells(gateway)
    await waitFor(() => screen.news.length > 0)
    expect(await screen.shows()).toEqual({ unseen: 0, unread: 0, rows: [] })
  })
})
