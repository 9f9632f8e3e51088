import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { User } from '@/lib/shared/views'
import { befriend, block, follow, mute, requestFriendship } from '../../support/acts'
import { ask } from '../../support/ask'
import type { Answer } from '../../support/call'
import { deleteAccount, people, person, suspend } from '../../support/people'
import { query } from '../../support/query'
import { insertBlock } from '../../support/rows'

beforeAll(() => startRedis())

const handles = (items: User[]) => items.map(({ handle }) => handle)

/** The handles in the answer of a list. */
const handlesIn = async (asking: Promise<Answer>) => handles((await asking).body.items)

/** All items, read in pages of three. */
async function pageByPage(read: (query: string) => Promise<Answer>) {
  const pages: string[][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: Answer = await read(`?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    pages.push(handles(body.items))
    cursor = body.nextCursor
  }
  return pages
}

const LISTS_OF_SOMEBODY = [ask.followers, ask.following, ask.friends]
const OWN_LISTS = [ask.friendRequests, ask.blocks, ask.mutes]

describe('followers, following and friends', () => {
  test('are listed for everybody who is signed in', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await follow(ben, ana)
    await befriend(ana, cleo)
    await requestFriendship(ben, ana)
    expect(await handlesIn(ask.followers(ben, ana))).toEqual([cleo.handle, ben.handle])
    expect(await handlesIn(ask.following(ben, ana))).toEqual([cleo.handle])
    expect(await handlesIn(ask.friends(ben, ana))).toEqual([cleo.handle])
    expect(await handlesIn(ask.friends(ana, cleo))).toEqual([ana.handle])
    const { body } = await ask.followers(ana, ana)
    expect(body.items[1]).toEqual({ id: String(ben.id), handle: ben.handle, name: 'Ben', bio: '', avatarUrl: null })
    for (const list of LISTS_OF_SOMEBODY) {
      expect((await list(undefined, ana)).status).toBe(401)
    }
  })

  test('come in pages with each user once', async () => {
    const ana = await person('Ana')
    const many = await people(...Array<string>(7).fill('Fan'))
    for (const fan of many) await befriend(fan, ana)
    const newestFirst = many.toSorted((a, b) => (a.id < b.id ? 1 : -1)).map(({ handle }) => handle)
    for (const list of LISTS_OF_SOMEBODY) {
      const pages = await pageByPage((query) => list(ana, ana, { query }))
      expect(pages.map(({ length }) => length)).toEqual([3, 3, 1])
      expect(pages.flat()).toEqual(newestFirst)
    }
  })

  test('leave out users who block the viewer or whom the viewer blocks, and suspended and deleted ones; others see the former', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    const [blocker, blocked, suspended, deleted] = await people('Odd', 'Odd', 'Odd', 'Odd')
    for (const one of [blocker, blocked, suspended, deleted, cleo]) await befriend(one, ana)
    await block(blocker, ben)
    await block(ben, blocked)
    await suspend(suspended)
    await deleteAccount(deleted)
    for (const list of LISTS_OF_SOMEBODY) {
      expect(await handlesIn(list(ben, ana))).toEqual([cleo.handle])
      expect((await handlesIn(list(cleo, ana))).toSorted()).toEqual(
        [cleo.handle, blocker.handle, blocked.handle].toSorted(),
      )
    }
  })

  test('of somebody who blocks the viewer answer user_not_found; of somebody whom the viewer blocks they are empty', async () => {
    const [ana, eve, cleo] = await people('Ana', 'Eve', 'Cleo')
    await befriend(eve, cleo)
    await block(eve, ana)
    for (const list of LISTS_OF_SOMEBODY) {
      const hidden = await list(ana, eve)
      const unknown = await list(ana, { handle: 'nobody_at_all' })
      expect([hidden.status, hidden.body]).toEqual([404, unknown.body])
    }
    await block(ana, cleo)
    for (const list of LISTS_OF_SOMEBODY) {
      const { status, body } = await list(ana, cleo)
      expect([status, body]).toEqual([200, { items: [], nextCursor: null }])
    }
  })
})

describe('my own lists', () => {
  test('friend requests: users who asked the viewer, the latest first, until they are answered or withdrawn', async () => {
    const [ana, ben, cleo, dan] = await people('Ana', 'Ben', 'Cleo', 'Dan')
    await requestFriendship(dan, ana)
    await requestFriendship(ben, ana)
    await requestFriendship(ana, cleo)
    expect(await handlesIn(ask.friendRequests(ana))).toEqual([ben.handle, dan.handle])
    expect(await handlesIn(ask.friendRequests(cleo))).toEqual([ana.handle])
    expect(await handlesIn(ask.friendRequests(ben))).toEqual([])
    await requestFriendship(ana, ben)
    expect(await handlesIn(ask.friendRequests(ana))).toEqual([dan.handle])
    await suspend(dan)
    expect(await handlesIn(ask.friendRequests(ana))).toEqual([])
  })

  test('blocks: as stubs, also users who block the viewer too', async () => {
    const [ana, eve, odd] = await people('Ana', 'Eve', 'Odd')
    await query(`UPDATE "User" SET bio = 'Hates bread.' WHERE id = $1`, [eve.id])
    await block(ana, eve)
    await block(ana, odd)
    await insertBlock(eve, ana)
    const { body } = await ask.blocks(ana)
    expect(handles(body.items)).toEqual([odd.handle, eve.handle])
    expect(body.items[1]).toEqual({ id: String(eve.id), handle: eve.handle, name: 'Eve', bio: '', avatarUrl: null })
    expect(await handlesIn(ask.blocks(odd))).toEqual([])
  })

  test('mutes: without users who block the viewer meanwhile', async () => {
    const [ana, ben, eve] = await people('Ana', 'Ben', 'Eve')
    await mute(ana, ben)
    await mute(ana, eve)
    await block(eve, ana)
    expect(await handlesIn(ask.mutes(ana))).toEqual([ben.handle])
    expect(await handlesIn(ask.mutes(ben))).toEqual([])
  })

  test('come in pages with each user once, also when many rows have the same time', async () => {
    const ana = await person('Ana')
    const many = await people(...Array<string>(8).fill('Odd'))
    await query(
      `INSERT INTO "Block" ("userId", "otherId", "createdAt")
       SELECT $1, id, timestamptz '2026-11-01 10:00:00.123+00' + (row_number() OVER () / 4) * interval '1 second' FROM "User" WHERE id = ANY($2)`,
      [ana.id, many.map(({ id }) => id)],
    )
    const pages = await pageByPage((query) => ask.blocks(ana, { query }))
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
  const query = `?${parameter}`
  const answers = [
    ...LISTS_OF_SOMEBODY.map((list) => list(ana, ana, { query })),
    ...OWN_LISTS.map((list) => list(ana, { query })),
  ]
  for (const { status, body } of await Promise.all(answers))
    expect([status, body.error.code]).toEqual([400, 'malformed'])
})
