import { beforeAll, describe, expect, test } from 'vitest'
import { checkBells } from '@/lib/live/check-bells'
import { gateway } from '@/lib/live/gateway'
import { startRedis } from '@/lib/redis/client'
import { bellState, block, comment, deletePost, follow, like, markSeen, mute, post, unlike } from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { loseConnections } from '../../support/listeners'
import { type Person, people, person } from '../../support/people'
import { openStream, waitFor } from '../../support/streams'
import { bellOf, bellShows } from './checked-bell'
import { Screen } from './screen'

beforeAll(startRedis)

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
  const liked = async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await like(ana, await post(ben, 'hello'))
    await like(ben, await post(ana, 'hello'))
    await drain()
    return { ana, ben, hers: await Screen.open(ana), his: await Screen.open(ben) }
  }
  const EMPTY = { unseen: 0, unread: 0, rows: [] }

  test('is delivered to both when Ben blocks Ana, without a job', async () => {
    const { ana, ben, hers, his } = await liked()
    await block(ben, ana)
    for (const screen of [hers, his]) {
      await waitFor(() => screen.news.length > 0)
      expect(await screen.shows()).toEqual(EMPTY)
    }
  })

  test('is delivered to Ben alone when he mutes Ana, without a job', async () => {
    const { ana, ben, hers, his } = await liked()
    await mute(ben, ana)
    await waitFor(() => his.news.length > 0)
    expect(await his.shows()).toEqual(EMPTY)
    // A later frame of her own would come after one of the mute.
    await markSeen(ana)
    await waitFor(() => hers.news.length > 0)
    expect([hers.news.length, (await hers.shows()).rows]).toEqual([1, ['like by Ben']])
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
    await loseConnections(ben)
    await deletePost(ben, said)
    await drain()
    await checkBells(gateway)
    await waitFor(() => screen.news.length > 0)
    expect(await screen.shows()).toEqual({ unseen: 0, unread: 0, rows: [] })
  })
})
