import { beforeAll, describe, expect, test } from 'vitest'
import * as blocks from '@/app/api/me/blocks/route'
import * as requests from '@/app/api/me/friend-requests/route'
import * as mutes from '@/app/api/me/mutes/route'
import * as followers from '@/app/api/users/[handle]/followers/route'
import * as following from '@/app/api/users/[handle]/following/route'
import * as friends from '@/app/api/users/[handle]/friends/route'
import { startRedis } from '@/lib/redis/client'
import type { User } from '@/lib/shared/views'
import { call } from '../../support/call'
import { block, follow, makeFriends, mute, type Person, person } from '../../support/people'
import { query } from '../../support/query'
import { put } from './ask'

beforeAll(() => startRedis())

type OfSomebody = typeof followers.GET
type Own = typeof blocks.GET

const handles = (items: User[]) => items.map(({ handle }) => handle)

async function around(list: OfSomebody, whose: { handle: string }, as: Person): Promise<string[]> {
  const { body } = await call(list, { path: '/?limit=100', params: { handle: whose.handle }, as })
  return handles(body.items)
}

async function own(list: Own, as: Person): Promise<string[]> {
  return handles((await call(list, { path: '/?limit=100', as })).body.items)
}

/** All items, read in pages of three. */
async function pageByPage(ask: (path: string) => Promise<{ body: { items: User[]; nextCursor: string | null } }>) {
  const pages: string[][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await ask(`/?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    pages.push(handles(body.items))
    cursor = body.nextCursor
  }
  return pages
}

const people = (name: string, count: number) => Promise.all(Array.from({ length: count }, () => person(name)))

describe('followers, following and friends', () => {
  test('are listed for everybody who is signed in', async () => {
    const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
    await follow(ben, ana)
    await makeFriends(ana, cleo)
    await put(ben, 'friendship', ana)
    expect(await around(followers.GET, ana, ben)).toEqual([cleo.handle, ben.handle])
    expect(await around(following.GET, ana, ben)).toEqual([cleo.handle])
    expect(await around(friends.GET, ana, ben)).toEqual([cleo.handle])
    expect(await around(friends.GET, cleo, ana)).toEqual([ana.handle])
    const { body } = await call(followers.GET, { params: { handle: ana.handle }, as: ana })
    expect(body.items[1]).toEqual({ id: String(ben.id), handle: ben.handle, name: 'Ben', bio: '', avatarUrl: null })
    for (const list of [followers.GET, following.GET, friends.GET]) {
      expect((await call(list, { params: { handle: ana.handle } })).status).toBe(401)
    }
  })

  test('come in pages with each user once', async () => {
    const ana = await person('Ana')
    const many = await people('Fan', 7)
    for (const fan of many) await makeFriends(fan, ana)
    const newestFirst = many.toSorted((a, b) => (a.id < b.id ? 1 : -1)).map(({ handle }) => handle)
    for (const list of [followers.GET, following.GET, friends.GET]) {
      const pages = await pageByPage((path) => call(list, { path, params: { handle: ana.handle }, as: ana }))
      expect(pages.map(({ length }) => length)).toEqual([3, 3, 1])
      expect(pages.flat()).toEqual(newestFirst)
    }
  })

  test('leave out users who block the viewer or whom the viewer blocks, and suspended and deleted ones; others see the former', async () => {
    const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
    const [blocker, blocked, suspended, deleted] = await people('Odd', 4)
    if (!blocker || !blocked || !suspended || !deleted) throw new Error('four are needed')
    for (const one of [blocker, blocked, suspended, deleted, cleo]) await makeFriends(one, ana)
    await block(blocker, ben)
    await block(ben, blocked)
    await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [suspended.id])
    await query(`UPDATE "User" SET "deletedAt" = now() WHERE id = $1`, [deleted.id])
    for (const list of [followers.GET, following.GET, friends.GET]) {
      expect(await around(list, ana, ben)).toEqual([cleo.handle])
      expect((await around(list, ana, cleo)).toSorted()).toEqual(
        [cleo.handle, blocker.handle, blocked.handle].toSorted(),
      )
    }
  })

  test('of somebody who blocks the viewer answer user_not_found; of somebody whom the viewer blocks they are empty', async () => {
    const [ana, eve, cleo] = [await person('Ana'), await person('Eve'), await person('Cleo')]
    await makeFriends(eve, cleo)
    await block(eve, ana)
    for (const list of [followers.GET, following.GET, friends.GET]) {
      const hidden = await call(list, { params: { handle: eve.handle }, as: ana })
      const unknown = await call(list, { params: { handle: 'nobody_at_all' }, as: ana })
      expect([hidden.status, hidden.body]).toEqual([404, unknown.body])
    }
    await block(ana, cleo)
    for (const list of [followers.GET, following.GET, friends.GET]) {
      const { status, body } = await call(list, { params: { handle: cleo.handle }, as: ana })
      expect([status, body]).toEqual([200, { items: [], nextCursor: null }])
    }
  })
})

describe('my own lists', () => {
  test('friend requests: users who asked the viewer, the latest first, until they are answered or withdrawn', async () => {
    const [ana, ben, cleo, dan] = [await person('Ana'), await person('Ben'), await person('Cleo'), await person('Dan')]
    await put(dan, 'friendship', ana)
    await put(ben, 'friendship', ana)
    await put(ana, 'friendship', cleo)
    expect(await own(requests.GET, ana)).toEqual([ben.handle, dan.handle])
    expect(await own(requests.GET, cleo)).toEqual([ana.handle])
    expect(await own(requests.GET, ben)).toEqual([])
    await put(ana, 'friendship', ben)
    expect(await own(requests.GET, ana)).toEqual([dan.handle])
    await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [dan.id])
    expect(await own(requests.GET, ana)).toEqual([])
  })

  test('blocks: as stubs, also users who block the viewer too', async () => {
    const [ana, eve, odd] = [await person('Ana'), await person('Eve'), await person('Odd')]
    await query(`UPDATE "User" SET bio = 'Hates bread.' WHERE id = $1`, [eve.id])
    await put(ana, 'block', eve)
    await put(ana, 'block', odd)
    await block(eve, ana)
    const { body } = await call(blocks.GET, { as: ana })
    expect(handles(body.items)).toEqual([odd.handle, eve.handle])
    expect(body.items[1]).toEqual({ id: String(eve.id), handle: eve.handle, name: 'Eve', bio: '', avatarUrl: null })
    expect(await own(blocks.GET, odd)).toEqual([])
  })

  test('mutes: without users who block the viewer meanwhile', async () => {
    const [ana, ben, eve] = [await person('Ana'), await person('Ben'), await person('Eve')]
    await mute(ana, ben)
    await mute(ana, eve)
    await block(eve, ana)
    expect(await own(mutes.GET, ana)).toEqual([ben.handle])
    expect(await own(mutes.GET, ben)).toEqual([])
  })

  test('come in pages with each user once, also when many rows have the same time', async () => {
    const ana = await person('Ana')
    const many = await people('Odd', 8)
    await query(
      `INSERT INTO "Block" ("userId", "otherId", "createdAt")
       SELECT $1, id, timestamptz '2026-11-01 10:00:00.123+00' + (row_number() OVER () / 4) * interval '1 second' FROM "User" WHERE id = ANY($2)`,
      [ana.id, many.map(({ id }) => id)],
    )
    const pages = await pageByPage((path) => call(blocks.GET, { path, as: ana }))
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 2])
    expect(pages.flat().toSorted()).toEqual(many.map(({ handle }) => handle).toSorted())
  })
})

test.each([
  'limit=0',
  'limit=101',
  'limit=-1',
  'limit=1e9',
  'limit=x',
  'cursor=x',
  'cursor=-1',
  'cursor=%00',
  'cursor=99999999999999999999',
  "cursor=1'",
])('%s is malformed, for every list', async (parameter) => {
  const ana = await person('Ana')
  const path = `/?${parameter}`
  const answers = [
    ...[followers.GET, following.GET, friends.GET].map((list) =>
      call(list, { path, params: { handle: ana.handle }, as: ana }),
    ),
    ...[requests.GET, blocks.GET, mutes.GET].map((list) => call(list, { path, as: ana })),
  ]
  for (const { status, body } of await Promise.all(answers))
    expect([status, body.error.code]).toEqual([400, 'malformed'])
})
