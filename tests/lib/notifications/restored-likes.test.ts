import { describe, expect, test } from 'vitest'
import { bellState, follow, markAllRead, markSeen } from '../../support/acts'
import { drain } from '../../support/jobs'
import { person } from '../../support/people'
import { bellShows, onlyRow } from './checked-bell'
import { counts, fansLike, fanUnlikes, postWithFans } from './post-with-fans'
import { hoursPass } from './stored-bells'

describe('a like that is removed', () => {
  test('leaves the other likes, and the row moves to the position of the newest of them', async () => {
    const all = await postWithFans('Ana', 'Cleo')
    await fansLike(all, 0)
    await follow(await person('Gus'), all.ben)
    await drain()
    await fansLike(all, 1)
    expect(await bellShows(all.ben)).toEqual(['like by Cleo, Ana', 'follow by Gus'])
    await fanUnlikes(all, 1)
    expect(await bellShows(all.ben)).toEqual(['follow by Gus', 'like by Ana'])
  })

  test('makes the row seen again when only seen likes are left in it', async () => {
    const all = await postWithFans('Ana', 'Cleo')
    await fansLike(all, 0)
    await markSeen(all.ben)
    await fansLike(all, 1)
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
    await fanUnlikes(all, 1)
    expect(await counts(all.ben)).toEqual({ unseen: 0, unread: 1 })
  })

  test('and was the only one removes the row; given again within twelve hours, the row is as it was, without an alert', async () => {
    for (const reads of [true, false]) {
      const all = await postWithFans('Ana')
      await fansLike(all, 0)
      if (reads) await markAllRead(all.ben)
      const [before, { headSeq }] = [await onlyRow(all.ben), await bellState(all.ben)]
      await fanUnlikes(all, 0)
      expect([await bellShows(all.ben), await counts(all.ben)]).toEqual([[], { unseen: 0, unread: 0 }])
      await markSeen(all.ben)
      await fansLike(all, 0)
      const after = await onlyRow(all.ben)
      expect(after).toMatchObject({ id: before.id, seq: before.seq, read: reads, seen: true, actorCount: 1 })
      expect(BigInt(after.seq)).toBeLessThanOrEqual(BigInt(headSeq))
      expect(await counts(all.ben)).toEqual({ unseen: 0, unread: reads ? 0 : 1 })
    }
  })

  test('and given again, several times, alerts once', async () => {
    const all = await postWithFans('Ana')
    await fansLike(all, 0)
    await markSeen(all.ben)
    for (let times = 0; times < 5; times++) {
      await fanUnlikes(all, 0)
      await fansLike(all, 0)
      expect(await counts(all.ben)).toEqual({ unseen: 0, unread: 1 })
    }
  })

  test('and given again after more than a day alerts again', async () => {
    const all = await postWithFans('Ana')
    await fansLike(all, 0)
    await markAllRead(all.ben)
    await fanUnlikes(all, 0)
    await hoursPass(24.1)
    await fansLike(all, 0)
    expect(await onlyRow(all.ben)).toMatchObject({ seen: false, read: false, actorCount: 1 })
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
  })

  test('leaves the closed row in which it was, not the open one, and comes back there within a day', async () => {
    const all = await postWithFans('Ana', 'Cleo', 'Dana')
    await fansLike(all, 0, 1)
    await hoursPass(12.1)
    await fansLike(all, 2)
    await fanUnlikes(all, 0)
    expect(await bellShows(all.ben)).toEqual(['like by Dana', 'like by Cleo'])
    await fansLike(all, 0)
    expect(await bellShows(all.ben)).toEqual(['like by Dana', 'like by Cleo, Ana'])
  })

  test('and given again after a day opens a second row while others keep the first', async () => {
    const all = await postWithFans('Ana', 'Cleo')
    await fansLike(all, 0, 1)
    await hoursPass(24.1)
    await fanUnlikes(all, 0)
    await fansLike(all, 0)
    expect(await bellShows(all.ben)).toEqual(['like by Ana', 'like by Cleo'])
  })
})
