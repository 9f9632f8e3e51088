import { describe, expect, test } from 'vitest'
import { drain } from '../../support/jobs'
import { person } from '../../support/people'
import { takes } from './acts'
import { bellShows, onlyRow, stateOf } from './bells'
import { counts, like, scene, unlike } from './fans'
import { hoursPass, readsAll, sees } from './marking'

describe('a like that is removed', () => {
  test('leaves the other likes, and the row moves to the position of the newest of them', async () => {
    const all = await scene('Ana', 'Cleo')
    await like(all, 0)
    await takes(await person('Gus'), 'follow', all.ben)
    await drain()
    await like(all, 1)
    expect(await bellShows(all.ben)).toEqual(['like by Cleo, Ana', 'follow by Gus'])
    await unlike(all, 1)
    expect(await bellShows(all.ben)).toEqual(['follow by Gus', 'like by Ana'])
  })

  test('makes the row seen again when only seen likes are left in it', async () => {
    const all = await scene('Ana', 'Cleo')
    await like(all, 0)
    await sees(all.ben)
    await like(all, 1)
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
    await unlike(all, 1)
    expect(await counts(all.ben)).toEqual({ unseen: 0, unread: 1 })
  })

  test('and was the only one removes the row; given again within twelve hours, the row is as it was, without an alert', async () => {
    for (const reads of [true, false]) {
      const all = await scene('Ana')
      await like(all, 0)
      if (reads) await readsAll(all.ben)
      const [before, { headSeq }] = [await onlyRow(all.ben), await stateOf(all.ben)]
      await unlike(all, 0)
      expect([await bellShows(all.ben), await counts(all.ben)]).toEqual([[], { unseen: 0, unread: 0 }])
      await sees(all.ben)
      await like(all, 0)
      const after = await onlyRow(all.ben)
      expect(after).toMatchObject({ id: before.id, seq: before.seq, read: reads, seen: true, actorCount: 1 })
      expect(BigInt(after.seq)).toBeLessThanOrEqual(BigInt(headSeq))
      expect(await counts(all.ben)).toEqual({ unseen: 0, unread: reads ? 0 : 1 })
    }
  })

  test('and given again, several times, alerts once', async () => {
    const all = await scene('Ana')
    await like(all, 0)
    await sees(all.ben)
    for (let times = 0; times < 5; times++) {
      await unlike(all, 0)
      await like(all, 0)
      expect(await counts(all.ben)).toEqual({ unseen: 0, unread: 1 })
    }
  })

  test('and given again after more than twelve hours alerts again', async () => {
    const all = await scene('Ana')
    await like(all, 0)
    await readsAll(all.ben)
    await unlike(all, 0)
    await hoursPass(12.1)
    await like(all, 0)
    expect(await onlyRow(all.ben)).toMatchObject({ seen: false, read: false, actorCount: 1 })
    expect(await counts(all.ben)).toEqual({ unseen: 1, unread: 1 })
  })

  test('leaves the closed row in which it was, not the open one', async () => {
    const all = await scene('Ana', 'Cleo', 'Dana')
    await like(all, 0, 1)
    await hoursPass(12.1)
    await like(all, 2)
    await unlike(all, 0)
    expect(await bellShows(all.ben)).toEqual(['like by Dana', 'like by Cleo'])
    await like(all, 0)
    expect(await bellShows(all.ben)).toEqual(['like by Ana, Dana', 'like by Cleo'])
  })

  test('and given again after twelve hours opens a second row while others keep the first', async () => {
    const all = await scene('Ana', 'Cleo')
    await like(all, 0, 1)
    await hoursPass(12.1)
    await unlike(all, 0)
    await like(all, 0)
    expect(await bellShows(all.ben)).toEqual(['like by Ana', 'like by Cleo'])
  })
})
