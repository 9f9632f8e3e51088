import { beforeAll, describe, expect, test } from 'vitest'
import { openQueues, queue } from '@/lib/mutation/queues'
import { startRedis } from '@/lib/redis/client'
import { follow, requestFriendship, unfollow, unfriend } from '../../support/acts'
import { ask } from '../../support/ask'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'
import { freezeRedis, thawRedis } from '../../support/redis'

beforeAll(async () => {
  await startRedis()
  await openQueues()
})

type Event = { id: bigint; type: string; payload: Record<string, unknown> }

/** The events for the bells of these two, from old to new. */
async function recorded(ana: Person, ben: Person): Promise<Event[]> {
  const [a, b] = [String(ana.id), String(ben.id)]
  const rows = await query<Event>(
    `SELECT id, type, payload FROM "OutboxEvent" WHERE queue = 'notify'
       AND (payload->>'followerId' IN ($1, $2) OR payload->'userIds' ?| ARRAY[$1, $2]) ORDER BY id`,
    [a, b],
  )
  return rows
}
const types = async (ana: Person, ben: Person) => (await recorded(ana, ben)).map(({ type }) => type)

describe('events for the bells', () => {
  test('a follow and its end are recorded once each, with follower and followee', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    for (let times = 0; times < 3; times++) await follow(ben, ana, { notify: times === 1 })
    for (let times = 0; times < 3; times++) await unfollow(ben, ana)
    const payload = { followerId: String(ben.id), followeeId: String(ana.id) }
    expect(await recorded(ana, ben)).toMatchObject(Array(2).fill({ type: 'follow.changed', payload }))
  })

  test('a request, its acceptance and the end of the friendship are recorded once each, the follows that come with it are not', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    for (const asker of [ana, ana, ben, ben]) await requestFriendship(asker, asker === ana ? ben : ana)
    const payload = { userIds: [String(ana.id), String(ben.id)] }
    expect(await recorded(ana, ben)).toMatchObject(Array(2).fill({ type: 'friendship.changed', payload }))
    for (const one of [ben, ana]) await unfriend(one, one === ana ? ben : ana)
    expect(await types(ana, ben)).toEqual(Array(3).fill('friendship.changed'))
  })

  test('a withdrawn and a declined request are recorded', async () => {
    for (const who of [0, 1]) {
      const [ana, ben] = await people('Ana', 'Ben')
      await requestFriendship(ana, ben)
      await (who === 0 ? ask.unfriend(ana, ben) : ask.unfriend(ben, ana))
      expect(await types(ana, ben)).toEqual(Array(2).fill('friendship.changed'))
    }
  })

  test('twenty requests at the same time count as one', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await Promise.all(Array.from({ length: 20 }, () => ask.follow(ben, ana)))
    await Promise.all(Array.from({ length: 20 }, () => ask.requestFriendship(ben, ana)))
    expect(await types(ana, ben)).toEqual(['follow.changed', 'friendship.changed'])
  })

  test('they are enqueued right after the change, and the answer does not wait for it', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    const [event] = await recorded(ana, ben)
    const waiting = async () =>
      (await queue('notify').getWaiting()).some(({ data }) => data.eventId === String(event?.id))
    await expect.poll(waiting, { timeout: 5000 }).toBe(true)
    freezeRedis()
    try {
      expect((await ask.requestFriendship(ben, ana)).status).toBe(200)
    } finally {
      thawRedis()
    }
    expect(await types(ana, ben)).toEqual(['follow.changed', 'friendship.changed'])
  })
})
