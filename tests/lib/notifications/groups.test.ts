import { describe, expect, test } from 'vitest'
import { recountAfterStanding } from '@/lib/notifications/recount-after-standing'
import { redis } from '@/lib/redis/client'
import {
  archive,
  comment,
  deletePost,
  follow,
  markAllRead,
  markRead,
  markSeen,
  post,
  requestFriendship,
} from '../../support/acts'
import { drain } from '../../support/jobs'
import { people, suspend } from '../../support/people'
import { bellOf, bellShows, onlyRow } from './checked-bell'
import { counts, fansLike, postWithFans } from './post-with-fans'
import { hoursPass } from './stored-bells'

describe('events that share a row', () => {
  test('five likes are one row that shows three people, the newest first, and counts as one', async () => {
    const all = await postWithFans('Ana', 'Cleo', 'Dana', 'Eve', 'Finn')
    await fansLike(all, 0, 1, 2, 3, 4)
    const row = await onlyRow(all.ben)
    expect(row.actors.map(({ name }) => name)).toEqual(['Finn', 'Eve', 'Dana'])
    expect(row).toMatchObject({ actorCount: 5, post: { id: all.said.id } })
    expect(Date.parse(row.lastAt)).toBeGreaterThan(Date.parse(row.firstAt))
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
  })

  test('likes of two posts are two rows, follows are one, accepted requests are one', async () => {
    const all = await postWithFans('Ana', 'Cleo')
    await fansLike(all, 0, 1)
    await fansLike({ ...all, said: await post(all.ben, 'and good bye') }, 0)
    for (const fan of all.fans) {
      await follow(fan, all.ben)
      await requestFriendship(all.ben, fan)
      await requestFriendship(fan, all.ben)
      await drain()
    }
    expect((await bellShows(all.ben)).sort()).toEqual([
      'follow by Cleo, Ana',
      'friend_accepted by Cleo, Ana',
      'like by Ana',
      'like by Cleo, Ana',
    ])
  })

  test('new posts of one author are one row about the newest, those of two authors two', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    for (const author of [ana, cleo]) await follow(ben, author, { notify: true })
    await post(ana, 'one')
    await drain()
    await post(cleo, 'hello')
    await drain()
    const newest = await post(ana, 'two')
    await drain()
    const { rows } = await bellOf(ben)
    expect(
      rows.map(({ actors: [author], actorCount, post: about }) => [author?.name, actorCount, about?.text]),
    ).toEqual([
      ['Ana', 1, 'two'],
      ['Cleo', 1, 'hello'],
    ])
    await deletePost(ana, newest)
    await drain()
    expect((await bellOf(ben)).rows.map(({ post: about }) => about?.text)).toEqual(['hello', 'one'])
  })

  test('comments, mentions and requests are rows of their own', async () => {
    const { ben, said, fans } = await postWithFans('Ana', 'Cleo')
    for (const fan of fans) {
      await comment(fan, said)
      await comment(fan, said, `hello @${ben.handle}`)
      await requestFriendship(fan, ben)
    }
    await drain()
    expect(await counts(ben)).toEqual({ unseen: 6, unread: 6 })
    expect((await bellOf(ben)).rows.map(({ actorCount }) => actorCount)).toEqual([1, 1, 1, 1, 1, 1])
  })
})

describe('a row accepts more events', () => {
  test('for twelve hours after its first event; what comes later is a new row', async () => {
    const all = await postWithFans('Ana', 'Cleo', 'Dana')
    await fansLike(all, 0)
    await hoursPass(11.9)
    await fansLike(all, 1)
    expect(await bellShows(all.ben)).toEqual(['like by Cleo, Ana'])
    await hoursPass(0.2)
    await fansLike(all, 2)
    expect(await bellShows(all.ben)).toEqual(['like by Dana', 'like by Cleo, Ana'])
    expect(await counts(all.ben)).toEqual({ unseen: 2, unread: 2 })
  })

  test('for an hour after it was read, and is unread and unseen again', async () => {
    const all = await postWithFans('Ana', 'Cleo', 'Dana')
    await fansLike(all, 0)
    await markRead(all.ben, await onlyRow(all.ben))
    expect(await counts(all.ben)).toEqual({ unseen: 0, unread: 0 })
    await hoursPass(0.9)
    await fansLike(all, 1)
    expect(await onlyRow(all.ben)).toMatchObject({ actorCount: 2, seen: false, read: false })
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
    await markRead(all.ben, await onlyRow(all.ben))
    await hoursPass(1.1)
    await fansLike(all, 2)
    expect(await bellShows(all.ben)).toEqual(['like by Dana', 'like by Cleo, Ana'])
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
  })

  test('for any time up to the twelve hours while it is not read', async () => {
    const all = await postWithFans('Ana', 'Cleo')
    await fansLike(all, 0)
    await markSeen(all.ben)
    await hoursPass(3)
    await fansLike(all, 1)
    expect(await onlyRow(all.ben)).toMatchObject({ actorCount: 2, seen: false, read: false })
  })

  test('within an hour after it was archived, and is in the list again, unread', async () => {
    const all = await postWithFans('Ana', 'Cleo')
    await fansLike(all, 0)
    await archive(all.ben, await onlyRow(all.ben))
    expect(await bellShows(all.ben)).toEqual([])
    await fansLike(all, 1)
    expect(await onlyRow(all.ben)).toMatchObject({ actorCount: 2, seen: false, read: false, archived: false })
  })

  test('not later than an hour after it was archived: an archived row counts as read', async () => {
    const all = await postWithFans('Ana', 'Cleo')
    await fansLike(all, 0)
    await archive(all.ben, await onlyRow(all.ben))
    await hoursPass(1.1)
    await fansLike(all, 1)
    const { rows, archived } = await bellOf(all.ben)
    expect([rows, archived].map((list) => list.map(({ actors: [actor] }) => actor?.name))).toEqual([['Cleo'], ['Ana']])
  })

  test('not when it was read more than an hour ago and archived just now', async () => {
    const all = await postWithFans('Ana', 'Cleo')
    await fansLike(all, 0)
    await markAllRead(all.ben)
    await hoursPass(1.1)
    await archive(all.ben, await onlyRow(all.ben))
    await fansLike(all, 1)
    expect(await bellShows(all.ben)).toEqual(['like by Cleo'])
  })
})

test('a suspended person is not named from then on, and not counted once the accounts’ notifications are reconciled', async () => {
  const all = await postWithFans('Ana', 'Cleo')
  await fansLike(all, 0, 1)
  const cleo = all.fans[1] ?? all.ben
  await suspend(cleo)
  const named = async () => {
    const { actors, actorCount } = await onlyRow(all.ben)
    return [actors.map(({ name }) => name), actorCount]
  }
  expect(await named()).toEqual([['Ana'], 2])
  await recountAfterStanding(redis, cleo.id)
  expect(await named()).toEqual([['Ana'], 1])
})
