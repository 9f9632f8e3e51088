import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { holdTable, waitingForLocks } from '../../support/locks'
import { follow, makeFriends, type Person, person } from '../../support/people'
import { change, post, remove } from '../../support/posting'
import { query } from '../../support/query'
import { checksIn, comments, ends, likes, takes, uncomments, unlikes } from './acts'
import { bellShows } from './bells'
import { recorded, settledOrWaiting, work, workAll, workElsewhere } from './run-events'

beforeAll(startRedis)
beforeEach(() => query(`DELETE FROM "OutboxEvent"`))

const two = async (): Promise<[Person, Person]> => [await person('Ana'), await person('Ben')]

describe('jobs in any order', () => {
  test('an unlike that is processed before its like leaves nothing', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    await likes(ana, said)
    await unlikes(ana, said)
    await workAll((await recorded()).reverse())
    expect(await bellShows(ben)).toEqual([])
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
      expect(await bellShows(ben)).toEqual(['like by Ana'])
    }
  })

  test('follow and unfollow, ask and withdraw, comment and delete, post and delete leave nothing when processed backwards', async () => {
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
    expect([await bellShows(ben), await bellShows(ana)]).toEqual([[], []])
  })

  test('ask and accept, processed backwards: Ana is notified, and Ben has no request left', async () => {
    const [ana, ben] = await two()
    await takes(ana, 'friendship', ben)
    await takes(ben, 'friendship', ana)
    await workAll((await recorded()).reverse())
    expect([await bellShows(ana), await bellShows(ben)]).toEqual([['friend_accepted by Ben'], []])
  })
})

/**
 * The event of `deed` is processed up to the point where the facts are read and nothing is written yet. Then `changes`
 * happens and is processed by another process. At the end both finish.
 */
async function whileNotifying(deed: () => Promise<unknown>, changes: () => Promise<unknown>): Promise<void> {
  await query(`DELETE FROM "OutboxEvent"`)
  await deed()
  const [event] = await recorded()
  const release = await holdTable('NotificationGroup')
  const first = work(event)
  await expect.poll(waitingForLocks).toBe(1)
  const second = (async () => {
    await changes()
    for (const other of await recorded()) if (other.id !== event?.id) await workElsewhere(other)
  })()
  await settledOrWaiting(second, 2)
  await release()
  await Promise.all([first, second])
}

describe('nobody is notified of what changes between reading the facts and writing', () => {
  test('a new post that is deleted', async () => {
    const [ana, ben] = await two()
    await follow(ben, ana, { notify: true })
    let said = { id: '' }
    await whileNotifying(
      async () => {
        said = await post(ana, 'oh no')
      },
      () => remove(ana, said),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a comment on a post that is deleted', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'oh no')
    await whileNotifying(
      () => comments(ana, said),
      () => remove(ben, said),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a reply below a post that is narrowed', async () => {
    const [ana, ben] = await two()
    const olga = await person('Olga')
    const said = await post(olga, 'hello')
    await comments(ben, said)
    await whileNotifying(
      () => comments(ana, said),
      () => change(olga, said, { audience: 'only_me' }),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a mention that is edited away', async () => {
    const [ana, ben] = await two()
    let said = { id: '' }
    await whileNotifying(
      async () => {
        said = await post(ana, `with @${ben.handle}`)
      },
      () => change(ana, said, { text: 'alone' }),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a check-in for friends, when Ben’s friendship with its author ends', async () => {
    const [ana, ben] = await two()
    await makeFriends(ana, ben)
    await whileNotifying(
      async () => {
        const here = await checksIn(ana, 'here')
        await query(`UPDATE "Post" SET audience = 'friends' WHERE id = $1`, [here.id])
      },
      () => ends(ana, 'friendship', ben),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test.each(['block', 'mute'] as const)('a like of somebody on whom Ben sets a %s', async (step) => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    await whileNotifying(
      () => likes(ana, said),
      () => takes(ben, step, ana),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a comment, a like, a follow and a request that are removed', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    let comment = { id: '' }
    await whileNotifying(
      async () => {
        comment = await comments(ana, said)
      },
      () => uncomments(ana, comment),
    )
    await whileNotifying(
      () => likes(ana, said),
      () => unlikes(ana, said),
    )
    await whileNotifying(
      () => takes(ana, 'follow', ben),
      () => ends(ana, 'follow', ben),
    )
    await whileNotifying(
      () => takes(ana, 'friendship', ben),
      () => ends(ben, 'friendship', ana),
    )
    expect([await bellShows(ben), await bellShows(ana)]).toEqual([[], []])
  })
})
