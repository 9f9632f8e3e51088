import { describe, expect, test } from 'vitest'
import { drain } from '../../support/jobs'
import { follow, person } from '../../support/people'
import { post, remove } from '../../support/posting'
import { query } from '../../support/query'
import { comments, takes } from './acts'
import { bellOf, bellShows, onlyRow } from './bells'
import { counts, like, scene } from './fans'
import { hoursPass, marks, readsAll, sees } from './marking'

describe('events that share a row', () => {
  test('five likes are one row that shows three people, the newest first, and counts as one', async () => {
    const all = await scene('Ana', 'Cleo', 'Dana', 'Eve', 'Finn')
    await like(all, 0, 1, 2, 3, 4)
    const row = await onlyRow(all.ben)
    expect(row.actors.map(({ name }) => name)).toEqual(['Finn', 'Eve', 'Dana'])
    expect(row).toMatchObject({ actorCount: 5, post: { id: all.said.id } })
    expect(Date.parse(row.lastAt)).toBeGreaterThan(Date.parse(row.firstAt))
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
  })

  test('likes of two posts are two rows, follows are one, accepted requests are one', async () => {
    const all = await scene('Ana', 'Cleo')
    await like(all, 0, 1)
    await like({ ...all, said: await post(all.ben, 'and good bye') }, 0)
    for (const fan of all.fans) {
      await takes(fan, 'follow', all.ben)
      await takes(all.ben, 'friendship', fan)
      await takes(fan, 'friendship', all.ben)
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
    const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
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
    await remove(ana, newest)
    await drain()
    expect((await bellOf(ben)).rows.map(({ post: about }) => about?.text)).toEqual(['hello', 'one'])
  })

  test('comments, mentions and requests are rows of their own', async () => {
    const { ben, said, fans } = await scene('Ana', 'Cleo')
    for (const fan of fans) {
      await comments(fan, said)
      await comments(fan, said, `hello @${ben.handle}`)
      await takes(fan, 'friendship', ben)
    }
    await drain()
    expect(await counts(ben)).toEqual({ unseen: 6, unread: 6 })
    expect((await bellOf(ben)).rows.map(({ actorCount }) => actorCount)).toEqual([1, 1, 1, 1, 1, 1])
  })
})

describe('a row accepts more events', () => {
  test('for twelve hours after its first event; what comes later is a new row', async () => {
    const all = await scene('Ana', 'Cleo', 'Dana')
    await like(all, 0)
    await hoursPass(11.9)
    await like(all, 1)
    expect(await bellShows(all.ben)).toEqual(['like by Cleo, Ana'])
    await hoursPass(0.2)
    await like(all, 2)
    expect(await bellShows(all.ben)).toEqual(['like by Dana', 'like by Cleo, Ana'])
    expect(await counts(all.ben)).toEqual({ unseen: 2, unread: 2 })
  })

  test('for an hour after it was read, and is unread and unseen again', async () => {
    const all = await scene('Ana', 'Cleo', 'Dana')
    await like(all, 0)
    await marks(all.ben, 'read', await onlyRow(all.ben))
    expect(await counts(all.ben)).toEqual({ unseen: 0, unread: 0 })
    await hoursPass(0.9)
    await like(all, 1)
    expect(await onlyRow(all.ben)).toMatchObject({ actorCount: 2, seen: false, read: false })
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
    await marks(all.ben, 'read', await onlyRow(all.ben))
    await hoursPass(1.1)
    await like(all, 2)
    expect(await bellShows(all.ben)).toEqual(['like by Dana', 'like by Cleo, Ana'])
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
  })

  test('for any time up to the twelve hours while it is not read', async () => {
    const all = await scene('Ana', 'Cleo')
    await like(all, 0)
    await sees(all.ben)
    await hoursPass(3)
    await like(all, 1)
    expect(await onlyRow(all.ben)).toMatchObject({ actorCount: 2, seen: false, read: false })
  })

  test('within an hour after it was archived, and is in the list again, unread', async () => {
    const all = await scene('Ana', 'Cleo')
    await like(all, 0)
    await marks(all.ben, 'archived', await onlyRow(all.ben))
    expect(await bellShows(all.ben)).toEqual([])
    await like(all, 1)
    expect(await onlyRow(all.ben)).toMatchObject({ actorCount: 2, seen: false, read: false, archived: false })
  })

  test('not later than an hour after it was archived: an archived row counts as read', async () => {
    const all = await scene('Ana', 'Cleo')
    await like(all, 0)
    await marks(all.ben, 'archived', await onlyRow(all.ben))
    await hoursPass(1.1)
    await like(all, 1)
    const { rows, archived } = await bellOf(all.ben)
    expect([rows, archived].map((list) => list.map(({ actors: [actor] }) => actor?.name))).toEqual([['Cleo'], ['Ana']])
  })

  test('not when it was read more than an hour ago and archived just now', async () => {
    const all = await scene('Ana', 'Cleo')
    await like(all, 0)
    await readsAll(all.ben)
    await hoursPass(1.1)
    await marks(all.ben, 'archived', await onlyRow(all.ben))
    await like(all, 1)
    expect(await bellShows(all.ben)).toEqual(['like by Cleo'])
  })
})

test('a suspended person is still counted and not named', async () => {
  const all = await scene('Ana', 'Cleo')
  await like(all, 0, 1)
  await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [all.fans[1]?.id])
  expect((await onlyRow(all.ben)).actors.map(({ name }) => name)).toEqual(['Ana'])
})
