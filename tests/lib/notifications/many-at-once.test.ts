import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { OpenEvent } from '@/lib/mutation/outbox'
import { pool } from '@/lib/postgres/pool'
import { startRedis } from '@/lib/redis/client'
import { befriend, checkIn, comment, follow, like, post, requestFriendship } from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drainTwice } from '../../support/jobs'
import { type Person, people, person, signIn } from '../../support/people'
import { query } from '../../support/query'
import { insertFollowers } from '../../support/rows'
import { openStream, type TestStream, waitFor } from '../../support/streams'
import { bellOf, bellShows } from './checked-bell'
import { recorded, work, workElsewhere } from './run-events'

beforeAll(startRedis)
beforeEach(clearEvents)

async function newest(type: string): Promise<OpenEvent> {
  const event = (await recorded()).findLast((one) => one.type === type)
  if (!event) throw new Error('no such event')
  return event
}

/** Half of them run as in this process, half as in other processes. */
const atOnce = (events: OpenEvent[]) =>
  Promise.all(events.map((event, n) => (n % 2 === 0 ? work(event, { repeat: n > 0 }) : workElsewhere(event))))

describe('twenty times the same event at once', () => {
  const DEEDS: [string, string, string, (ana: Person, ben: Person) => Promise<unknown>][] = [
    ['like.changed', 'a like', 'like', async (ana, ben) => like(ana, await post(ben, 'hello'))],
    ['comment.changed', 'a comment', 'comment', async (ana, ben) => comment(ana, await post(ben, 'hello'))],
    ['post.created', 'a mention', 'mention', (ana, ben) => post(ana, `with @${ben.handle}`)],
    [
      'post.created',
      'a new post',
      'new_post',
      async (ana, ben) => {
        await follow(ben, ana, { notify: true })
        await post(ana, 'good morning')
      },
    ],
    [
      'post.created',
      'a check-in',
      'check_in',
      async (ana, ben) => {
        await befriend(ana, ben)
        await checkIn(ana)
      },
    ],
    ['follow.changed', 'a follow', 'follow', (ana, ben) => follow(ana, ben)],
    ['friendship.changed', 'a request', 'friend_request', (ana, ben) => requestFriendship(ana, ben)],
  ]

  test.each(DEEDS)('(%s) are one row and one count: %s', async (type, _, kind, does) => {
    const [ana, ben] = await people('Ana', 'Ben')
    await does(ana, ben)
    await atOnce(Array<OpenEvent>(20).fill(await newest(type)))
    const { state } = await bellOf(ben)
    expect([await bellShows(ben), state.unseen, state.unread]).toEqual([[`${kind} by Ana`], 1, 1])
  })

  test('and nineteen others about the same post: all are counted', async () => {
    const ben = await person('Ben')
    const said = await post(ben, 'hello')
    const fans = await Promise.all(Array.from({ length: 20 }, (_, n) => person(`Fan ${n}`)))
    await Promise.all(fans.map((fan) => like(fan, said)))
    const events = (await recorded()).filter(({ type }) => type === 'like.changed')
    await atOnce([...events, ...events, ...events.toReversed()])
    const { rows, state } = await bellOf(ben)
    expect([rows.map(({ actorCount }) => actorCount), state.unseen]).toEqual([[20], 1])
  })
})

test('3,000 people subscribe to Ana’s posts: each gets one row, in few transactions, and those who are online one frame', async () => {
  const ana = await person('Ana')
  const crowd = await insertFollowers(ana, 3000)
  await query(`UPDATE "Follow" SET notify = true WHERE "followeeId" = $1`, [ana.id])
  const streams: TestStream[] = []
  for (const id of crowd.filter((_, at) => at % 30 === 0)) streams.push(await openStream(await signIn(id)))
  expect(streams).toHaveLength(100)

  await post(ana, 'good morning')
  const used = vi.spyOn(pool, 'connect')
  await work(await newest('post.created'))
  const connections = used.mock.calls.length
  used.mockRestore()
  // For each 500 people: one query for the candidates, one transaction, two reads for the frames.
  expect(connections).toBeLessThan(6 * 4 + 10)

  await waitFor(() => streams.every((stream) => stream.of('notifications').length > 0))
  await drainTwice()
  const rows = await query<{ groups: number; events: number; unseen: number; unread: number; people: number }>(
    `SELECT groups, events, unseen, unread, count(*)::int AS people FROM (
       SELECT (SELECT count(*)::int FROM "NotificationGroup" g WHERE g."recipientId" = u.id AND g."actorCount" = 1) AS groups,
         (SELECT count(*)::int FROM "NotificationEvent" e WHERE e."recipientId" = u.id) AS events,
         u."unseenNotifications" AS unseen, u."unreadNotifications" AS unread
       FROM "User" u WHERE u.id = ANY ($1::bigint[])) bells GROUP BY groups, events, unseen, unread`,
    [crowd],
  )
  expect(rows).toEqual([{ groups: 1, events: 1, unseen: 1, unread: 1, people: 3000 }])
  for (const stream of streams) {
    // A repeated job delivers the same again.
    for (const { data } of stream.of('notifications')) {
      expect(data).toMatchObject({ unseen: 1, unread: 1, groups: [{ type: 'new_post', actorCount: 1 }] })
    }
  }
}, 60_000)
