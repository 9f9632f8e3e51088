import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { drain } from '../../support/jobs'
import { type Person, person } from '../../support/people'
import { post } from '../../support/posting'
import { comments, likes, takes } from './acts'
import { bellOf, bellShows, listOf, pageOf, stateOf } from './bells'
import { fillBell } from './fill-bell'
import { deleteMark, marks, putMark, putUpTo, readsAll, sees, unmarks } from './marking'

beforeAll(startRedis)

const counts = async (who: Person) => {
  const { unseen, unread } = await stateOf(who)
  return [unseen, unread]
}

/** Ben has this many rows: comments by Ana on a post of his, with the seqs 1, 2, 3 and so on. */
async function benWith(rows: number): Promise<{ ana: Person; ben: Person; said: { id: string } }> {
  const [ana, ben] = [await person('Ana'), await person('Ben')]
  const said = await post(ben, 'hello')
  for (let n = 0; n < rows; n++) {
    await comments(ana, said, `thought ${n + 1}`)
    await drain()
  }
  return { ana, ben, said }
}

const rowAt = async (who: Person, at: number) => {
  const row = (await bellOf(who)).rows[at]
  if (!row) throw new Error('no such row')
  return row
}

describe('opening the bell', () => {
  test('marks the shown rows as seen and leaves them unread; the answer is the state', async () => {
    const { ben } = await benWith(3)
    expect(await counts(ben)).toEqual([3, 3])
    expect(await sees(ben)).toEqual(await stateOf(ben))
    expect(await counts(ben)).toEqual([0, 3])
    expect((await bellOf(ben)).rows.map(({ seen, read }) => [seen, read])).toEqual(Array(3).fill([true, false]))
  })

  test('reading the list marks nothing', async () => {
    const { ben } = await benWith(2)
    await listOf(ben, 'all')
    await listOf(ben, 'unread')
    expect(await counts(ben)).toEqual([2, 2])
  })

  test('moves the mark forward only', async () => {
    const { ben } = await benWith(3)
    await sees(ben, '2')
    expect(await counts(ben)).toEqual([1, 3])
    const before = await stateOf(ben)
    for (const upTo of ['1', '0', '2']) expect(await sees(ben, upTo)).toEqual(before)
    await sees(ben, '3')
    expect(await counts(ben)).toEqual([0, 3])
  })

  test.each(['9223372036854775807', '1000000', '4'])(
    'up to %s, more than exists, leaves later rows unseen',
    async (upTo) => {
      const { ana, ben } = await benWith(3)
      await sees(ben, upTo)
      expect(await counts(ben)).toEqual([0, 3])
      await takes(ana, 'follow', ben)
      await drain()
      expect(await counts(ben)).toEqual([1, 4])
      await readsAll(ben, upTo)
      await takes(ana, 'friendship', ben)
      await drain()
      expect((await counts(ben))[0]).toBe(1)
    },
  )

  test('changes nothing in an empty bell', async () => {
    const ben = await person('Ben')
    for (const which of ['seen', 'read'] as const) {
      expect((await putUpTo(ben, which, { upTo: '0' })).body).toEqual({
        version: '0',
        unseen: 0,
        unread: 0,
        headSeq: '0',
      })
    }
  })

  test('with 200 rows: counts stop at 100, and all rows are seen at once', async () => {
    const ben = await person('Ben')
    await fillBell(ben, 200)
    expect(await stateOf(ben)).toMatchObject({ unseen: 100, unread: 100 })
    await sees(ben)
    const { rows, state } = await bellOf(ben)
    expect([rows.length, rows.filter(({ seen }) => seen).length, state.unseen, state.unread]).toEqual([
      200, 200, 0, 100,
    ])
  })
})

describe('reading', () => {
  test('a row makes it seen; unreading it makes it unread again', async () => {
    const { ben } = await benWith(2)
    const row = await rowAt(ben, 1)
    expect(await marks(ben, 'read', row)).toEqual(await stateOf(ben))
    expect(await counts(ben)).toEqual([1, 1])
    expect(await rowAt(ben, 1)).toMatchObject({ id: row.id, read: true, seen: true })
    await sees(ben)
    await unmarks(ben, 'read', row)
    expect([await counts(ben), (await rowAt(ben, 1)).seen]).toEqual([[0, 2], true])
  })

  test('everything up to a point leaves what came later', async () => {
    const { ben } = await benWith(3)
    await readsAll(ben, '2')
    expect(await counts(ben)).toEqual([1, 1])
    expect((await listOf(ben, 'unread')).map(({ seq }) => seq)).toEqual(['3'])
  })

  test('everything of 200 rows, and archived ones are left alone', async () => {
    const ben = await person('Ben')
    await fillBell(ben, 200)
    await marks(ben, 'archived', await rowAt(ben, 0))
    await readsAll(ben)
    const { rows, archived, state } = await bellOf(ben)
    expect([rows.length, archived.length, state.unseen, state.unread]).toEqual([199, 1, 0, 0])
    await unmarks(ben, 'archived', archived[0] ?? { id: '' })
    expect(await counts(ben)).toEqual([0, 1])
  })
})

describe('archiving', () => {
  test('takes a row out of the list and its counts, and back as unread as it was', async () => {
    const { ben } = await benWith(2)
    const row = await rowAt(ben, 0)
    await marks(ben, 'archived', row)
    expect(await counts(ben)).toEqual([1, 1])
    expect(await listOf(ben, 'archived')).toMatchObject([{ id: row.id, archived: true, read: true, seen: true }])
    await unmarks(ben, 'archived', row)
    expect(await counts(ben)).toEqual([2, 2])
    expect(await rowAt(ben, 0)).toMatchObject({ id: row.id, read: false, seen: false, archived: false })
  })

  test('a row that was read comes back read', async () => {
    const { ben } = await benWith(1)
    const row = await rowAt(ben, 0)
    await marks(ben, 'read', row)
    await marks(ben, 'archived', row)
    await unmarks(ben, 'archived', row)
    expect([await counts(ben), (await rowAt(ben, 0)).read]).toEqual([[0, 0], true])
  })
})

test('every mark may be set and removed twice: the second time nothing changes, not even the version', async () => {
  const { ben } = await benWith(1)
  const row = await rowAt(ben, 0)
  for (const mark of ['read', 'archived'] as const) {
    for (const set of [marks, unmarks]) {
      const first = await set(ben, mark, row)
      expect(await set(ben, mark, row)).toEqual(first)
    }
  }
  const { version } = await readsAll(ben)
  expect((await readsAll(ben)).version).toBe(version)
})

test('marks of all kinds at once, while others like and comment, leave a bell that agrees with its rows', async () => {
  const { ana, ben, said } = await benWith(4)
  const { rows } = await bellOf(ben)
  await Promise.all([
    ...rows.flatMap((row) => [putMark(ben, 'read', row), deleteMark(ben, 'read', row), putMark(ben, 'archived', row)]),
    ...['1', '3', '99'].flatMap((upTo) => [putUpTo(ben, 'seen', { upTo }), putUpTo(ben, 'read', { upTo })]),
    ...[1, 2, 3].map((n) => comments(ana, said, `more ${n}`)),
    likes(ana, said),
  ])
  await drain()
  await bellShows(ben)
})

describe('pages', () => {
  test('follow each other without gap or overlap, also when rows are added in between', async () => {
    const { ana, ben } = await benWith(7)
    const all = (await listOf(ben, 'all')).map(({ id }) => id)
    for (const limit of [1, 2, 3, 7, 8]) expect((await listOf(ben, 'all', limit)).map(({ id }) => id)).toEqual(all)
    const first = await pageOf(ben, '?limit=3')
    await takes(ana, 'follow', ben)
    await drain()
    const second = await pageOf(ben, `?limit=3&cursor=${first.nextCursor}`)
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 6))
    expect([first.state.headSeq, second.state.headSeq]).toEqual(['7', '8'])
  })
})
