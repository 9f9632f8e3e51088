import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import {
  archive,
  bellState,
  comment,
  follow,
  like,
  markAllRead,
  markRead,
  markSeen,
  markUnread,
  post,
  readBell,
  requestFriendship,
  unarchive,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { drain } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { bellOf, bellShows, listOf } from './checked-bell'
import { fillBell } from './stored-bells'

beforeAll(startRedis)

const counts = async (who: Person) => {
  const { unseen, unread } = await bellState(who)
  return [unseen, unread]
}

/** Ben has this many rows: comments by Ana on a post of his, with the seqs 1, 2, 3 and so on. */
async function benWith(rows: number): Promise<{ ana: Person; ben: Person; said: { id: string } }> {
  const [ana, ben] = await people('Ana', 'Ben')
  const said = await post(ben, 'hello')
  for (let n = 0; n < rows; n++) {
    await comment(ana, said, `thought ${n + 1}`)
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
    expect(await markSeen(ben)).toEqual(await bellState(ben))
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
    await markSeen(ben, '2')
    expect(await counts(ben)).toEqual([1, 3])
    const before = await bellState(ben)
    for (const upTo of ['1', '0', '2']) expect(await markSeen(ben, upTo)).toEqual(before)
    await markSeen(ben, '3')
    expect(await counts(ben)).toEqual([0, 3])
  })

  test.each(['9223372036854775807', '1000000', '4'])(
    'up to %s, more than exists, leaves later rows unseen',
    async (upTo) => {
      const { ana, ben } = await benWith(3)
      await markSeen(ben, upTo)
      expect(await counts(ben)).toEqual([0, 3])
      await follow(ana, ben)
      await drain()
      expect(await counts(ben)).toEqual([1, 4])
      await markAllRead(ben, upTo)
      await requestFriendship(ana, ben)
      await drain()
      expect((await counts(ben))[0]).toBe(1)
    },
  )

  test('changes nothing in an empty bell', async () => {
    const ben = await person('Ben')
    for (const mark of [markSeen, markAllRead]) {
      expect(await mark(ben, '0')).toEqual({
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
    expect(await bellState(ben)).toMatchObject({ unseen: 100, unread: 100 })
    await markSeen(ben)
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
    expect(await markRead(ben, row)).toEqual(await bellState(ben))
    expect(await counts(ben)).toEqual([1, 1])
    expect(await rowAt(ben, 1)).toMatchObject({ id: row.id, read: true, seen: true })
    await markSeen(ben)
    await markUnread(ben, row)
    expect([await counts(ben), (await rowAt(ben, 1)).seen]).toEqual([[0, 2], true])
  })

  test('everything up to a point leaves what came later', async () => {
    const { ben } = await benWith(3)
    await markAllRead(ben, '2')
    expect(await counts(ben)).toEqual([1, 1])
    expect((await listOf(ben, 'unread')).map(({ seq }) => seq)).toEqual(['3'])
  })

  test('everything of 200 rows, and archived ones are left alone', async () => {
    const ben = await person('Ben')
    await fillBell(ben, 200)
    await archive(ben, await rowAt(ben, 0))
    await markAllRead(ben)
    const { rows, archived, state } = await bellOf(ben)
    expect([rows.length, archived.length, state.unseen, state.unread]).toEqual([199, 1, 0, 0])
    await unarchive(ben, archived[0] ?? { id: '' })
    expect(await counts(ben)).toEqual([0, 1])
  })
})

describe('archiving', () => {
  test('takes a row out of the list and its counts, and back as unread as it was', async () => {
    const { ben } = await benWith(2)
    const row = await rowAt(ben, 0)
    await archive(ben, row)
    expect(await counts(ben)).toEqual([1, 1])
    expect(await listOf(ben, 'archived')).toMatchObject([{ id: row.id, archived: true, read: true, seen: true }])
    await unarchive(ben, row)
    expect(await counts(ben)).toEqual([2, 2])
    expect(await rowAt(ben, 0)).toMatchObject({ id: row.id, read: false, seen: false, archived: false })
  })

  test('a row that was read comes back read', async () => {
    const { ben } = await benWith(1)
    const row = await rowAt(ben, 0)
    await markRead(ben, row)
    await archive(ben, row)
    await unarchive(ben, row)
    expect([await counts(ben), (await rowAt(ben, 0)).read]).toEqual([[0, 0], true])
  })
})

test('every mark may be set and removed twice: the second time nothing changes, not even the version', async () => {
  const { ben } = await benWith(1)
  const row = await rowAt(ben, 0)
  for (const mark of [markRead, markUnread, archive, unarchive]) {
    const first = await mark(ben, row)
    expect(await mark(ben, row)).toEqual(first)
  }
  const { version } = await markAllRead(ben)
  expect((await markAllRead(ben)).version).toBe(version)
})

test('marks of all kinds at once, while others like and comment, leave a bell that agrees with its rows', async () => {
  const { ana, ben, said } = await benWith(4)
  const { rows } = await bellOf(ben)
  await Promise.all([
    ...rows.flatMap((row) => [ask.markRead(ben, row), ask.markUnread(ben, row), ask.archive(ben, row)]),
    ...['1', '3', '99'].flatMap((upTo) => [ask.markSeen(ben, { upTo }), ask.markAllRead(ben, { upTo })]),
    ...[1, 2, 3].map((n) => comment(ana, said, `more ${n}`)),
    like(ana, said),
  ])
  await drain()
  await bellShows(ben)
})

describe('pages', () => {
  test('follow each other without gap or overlap, also when rows are added in between', async () => {
    const { ana, ben } = await benWith(7)
    const all = (await listOf(ben, 'all')).map(({ id }) => id)
    for (const limit of [1, 2, 3, 7, 8]) expect((await listOf(ben, 'all', limit)).map(({ id }) => id)).toEqual(all)
    const first = await readBell(ben, { query: '?limit=3' })
    await follow(ana, ben)
    await drain()
    const second = await readBell(ben, { query: `?limit=3&cursor=${first.nextCursor}` })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 6))
    expect([first.state.headSeq, second.state.headSeq]).toEqual(['7', '8'])
  })
})
