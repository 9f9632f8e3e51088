import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import {
  befriend,
  block,
  checkIn,
  comment,
  deleteComment,
  deletePost,
  edit,
  follow,
  like,
  mute,
  post,
  requestFriendship,
  unfollow,
  unfriend,
  unlike,
} from '../../support/acts'
import { clearEvents } from '../../support/events'
import { holdTable, waitingForLocks } from '../../support/locks'
import { people, person } from '../../support/people'
import { query } from '../../support/query'
import { bellShows } from './checked-bell'
import { recorded, settledOrWaiting, work, workAll, workElsewhere } from './run-events'

beforeAll(startRedis)
beforeEach(clearEvents)

describe('jobs in any order', () => {
  test('an unlike that is processed before its like leaves nothing', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await like(ana, said)
    await unlike(ana, said)
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
      const [ana, ben] = await people('Ana', 'Ben')
      const said = await post(ben, 'hello')
      await clearEvents()
      await like(ana, said)
      await unlike(ana, said)
      await like(ana, said)
      const events = await recorded()
      for (const at of order) await work(events[at])
      expect(await bellShows(ben)).toEqual(['like by Ana'])
    }
  })

  test('follow and unfollow, ask and withdraw, comment and delete, post and delete leave nothing when processed backwards', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana, { notify: true })
    await clearEvents()
    const said = await post(ben, 'hello')
    await follow(ana, ben)
    await unfollow(ana, ben)
    await requestFriendship(ana, ben)
    await unfriend(ana, ben)
    await deleteComment(ana, await comment(ana, said, `@${ben.handle}`))
    await deletePost(ana, await post(ana, `a word to @${ben.handle}`))
    await workAll((await recorded()).reverse())
    expect([await bellShows(ben), await bellShows(ana)]).toEqual([[], []])
  })

  test('ask and accept, processed backwards: Ana is notified, and Ben has no request left', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    await requestFriendship(ben, ana)
    await workAll((await recorded()).reverse())
    expect([await bellShows(ana), await bellShows(ben)]).toEqual([['friend_accepted by Ben'], []])
  })
})

/**
 * The event of `deed` is processed up to the point where the facts are read and nothing is written yet. Then `changes`
 * happens and is processed by another process. At the end both finish.
 */
async function whileNotifying(deed: () => Promise<unknown>, changes: () => Promise<unknown>): Promise<void> {
  await clearEvents()
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
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana, { notify: true })
    let said = { id: '' }
    await whileNotifying(
      async () => {
        said = await post(ana, 'oh no')
      },
      () => deletePost(ana, said),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a comment on a post that is deleted', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'oh no')
    await whileNotifying(
      () => comment(ana, said),
      () => deletePost(ben, said),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a reply below a post that is narrowed', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const olga = await person('Olga')
    const said = await post(olga, 'hello')
    await comment(ben, said)
    await whileNotifying(
      () => comment(ana, said),
      () => edit(olga, said, { audience: 'only_me' }),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a mention that is edited away', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    let said = { id: '' }
    await whileNotifying(
      async () => {
        said = await post(ana, `with @${ben.handle}`)
      },
      () => edit(ana, said, { text: 'alone' }),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a check-in for friends, when Ben’s friendship with its author ends', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await befriend(ana, ben)
    await whileNotifying(
      async () => {
        const here = await checkIn(ana, 'here')
        await query(`UPDATE "Post" SET audience = 'friends' WHERE id = $1`, [here.id])
      },
      () => unfriend(ana, ben),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test.each([
    ['block', block],
    ['mute', mute],
  ])('a like of somebody on whom Ben sets a %s', async (_, set) => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    await whileNotifying(
      () => like(ana, said),
      () => set(ben, ana),
    )
    expect(await bellShows(ben)).toEqual([])
  })

  test('a comment, a like, a follow and a request that are removed', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    let made = { id: '' }
    await whileNotifying(
      async () => {
        made = await comment(ana, said)
      },
      () => deleteComment(ana, made),
    )
    await whileNotifying(
      () => like(ana, said),
      () => unlike(ana, said),
    )
    await whileNotifying(
      () => follow(ana, ben),
      () => unfollow(ana, ben),
    )
    await whileNotifying(
      () => requestFriendship(ana, ben),
      () => unfriend(ben, ana),
    )
    expect([await bellShows(ben), await bellShows(ana)]).toEqual([[], []])
  })
})
