import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { query } from '@/lib/postgres/db'
import { startRedis } from '@/lib/redis/client'
import { holdTable, waitingForLocks } from '../../support/locks'
import { follow, makeFriends, type Person, person } from '../../support/people'
import { change, post, remove } from '../../support/posting'
import { arrives, comments, ends, likes, takes, uncomments, unlikes } from './acts'
import { recorded, settledOrWaiting, work, workAll, workElsewhere } from './by-hand'
import { hears } from './support'

beforeAll(startRedis)
beforeEach(() => query(`DELETE FROM "OutboxEvent"`))

const two = async (): Promise<[Person, Person]> => [await person('Ana'), await person('Ben')]

describe('jobs in any order', () => {
  test('an unlike that overtakes its like leaves nothing, and neither does the like that comes last', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    await likes(ana, said)
    await unlikes(ana, said)
    await workAll((await recorded()).reverse())
    expect(await hears(ben)).toEqual([])
  })

  test('like, unlike, like: one row, whatever comes first', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]
    for (const order of orders) {
      const [ana, ben] = await two()
      const said = await post(ben, 'hello')
      await query(`DELETE FROM "OutboxEvent"`)
      await likes(ana, said)
      await unlikes(ana, said)
      await likes(ana, said)
      const events = await recorded()
      for (const at of order) await work(events[at])
      expect(await hears(ben)).toEqual(['like by Ana'])
    }
  })

  test('follow and unfollow, ask and withdraw, comment and delete, post and delete: backwards they leave nothing', async () => {
    const [ana, ben] = await two()
    await follow(ben, ana, { notify: true })
    const said = await post(ben, 'hello')
    await takes(ana, 'follow', ben)
    await ends(ana, 'follow', ben)
    await takes(ana, 'friendship', ben)
    await ends(ana, 'friendship', ben)
    await uncomments(ana, await comments(ana, said, `@${ben.handle}`))
    await remove(ana, await post(ana, `a word to @${ben.handle}`))
    await workAll((await recorded()).reverse())
    expect([await hears(ben), await hears(ana)]).toEqual([[], []])
  })

  test('ask and accept, told backwards: Ana is told, and Ben has nothing left to answer', async () => {
    const [ana, ben] = await two()
    await takes(ana, 'friendship', ben)
    await takes(ben, 'friendship', ana)
    await workAll((await recorded()).reverse())
    expect([await hears(ana), await hears(ben)]).toEqual([['friend_accepted by Ben'], []])
  })
})

/** A telling that has read what is true and stands still before it writes it down, while `change` happens and is told. */
async function whileToldOf(deed: () => Promise<unknown>, changes: () => Promise<unknown>): Promise<void> {
  await query(`DELETE FROM "OutboxEvent"`)
  await deed()
  const [event] = await recorded()
  const release = await holdTable('NotificationGroup')
  const telling = work(event)
  await expect.poll(waitingForLocks).toBe(1)
  const taking = (async () => {
    await changes()
    for (const other of await recorded()) if (other.id !== event?.id) await workElsewhere(other)
  })()
  await settledOrWaiting(taking, 2)
  await release()
  await Promise.all([telling, taking])
}

describe('what changes while it is being told', () => {
  test('a new post that is deleted rings nobody', async () => {
    const [ana, ben] = await two()
    await follow(ben, ana, { notify: true })
    let said = { id: '' }
    await whileToldOf(
      async () => {
        said = await post(ana, 'oh no')
      },
      () => remove(ana, said),
    )
    expect(await hears(ben)).toEqual([])
  })

  test('a comment on a post that is deleted', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'oh no')
    await whileToldOf(
      () => comments(ana, said),
      () => remove(ben, said),
    )
    expect(await hears(ben)).toEqual([])
  })

  test('a reply below a post that is narrowed', async () => {
    const [ana, ben] = await two()
    const olga = await person('Olga')
    const said = await post(olga, 'hello')
    await comments(ben, said)
    await whileToldOf(
      () => comments(ana, said),
      () => change(olga, said, { audience: 'only_me' }),
    )
    expect(await hears(ben)).toEqual([])
  })

  test('a mention that is edited away', async () => {
    const [ana, ben] = await two()
    let said = { id: '' }
    await whileToldOf(
      async () => {
        said = await post(ana, `with @${ben.handle}`)
      },
      () => change(ana, said, { text: 'alone' }),
    )
    expect(await hears(ben)).toEqual([])
  })

  test('an arrival, told to friends, of whom Ben ceases to be one', async () => {
    const [ana, ben] = await two()
    await makeFriends(ana, ben)
    await whileToldOf(
      async () => {
        const here = await arrives(ana, 'here')
        await query(`UPDATE "Post" SET audience = 'friends' WHERE id = $1`, [here.id])
      },
      () => ends(ana, 'friendship', ben),
    )
    expect(await hears(ben)).toEqual([])
  })

  test.each(['block', 'mute'] as const)('a like of somebody whom Ben comes to %s', async (step) => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    await whileToldOf(
      () => likes(ana, said),
      () => takes(ben, step, ana),
    )
    expect(await hears(ben)).toEqual([])
  })

  test('a comment, a like, a follow and a request that are taken back', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    let comment = { id: '' }
    await whileToldOf(
      async () => {
        comment = await comments(ana, said)
      },
      () => uncomments(ana, comment),
    )
    await whileToldOf(
      () => likes(ana, said),
      () => unlikes(ana, said),
    )
    await whileToldOf(
      () => takes(ana, 'follow', ben),
      () => ends(ana, 'follow', ben),
    )
    await whileToldOf(
      () => takes(ana, 'friendship', ben),
      () => ends(ben, 'friendship', ana),
    )
    expect([await hears(ben), await hears(ana)]).toEqual([[], []])
  })
})
