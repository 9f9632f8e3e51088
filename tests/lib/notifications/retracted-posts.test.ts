import { beforeEach, describe, expect, test } from 'vitest'
import type { NotificationGroup, Post } from '@/lib/shared/views'
import {
  archive,
  befriend,
  bellState,
  checkIn,
  comment,
  deletePost,
  edit,
  follow,
  like,
  markRead,
  markSeen,
  post,
  requestFriendship,
  restore,
  unfriend,
} from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, people } from '../../support/people'
import { bellOf, bellShows } from './checked-bell'
import { clearBells } from './stored-bells'

beforeEach(clearEvents)

type Village = { ana: Person; ben: Person; cleo: Person; dana: Person; eve: Person; said: Post }

/** Ana checks in with Ben. Everybody is notified of it, or of likes and comments on it. */
async function village(): Promise<Village> {
  const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
  const [dana, eve] = await people('Dana', 'Eve')
  await befriend(ana, cleo)
  await befriend(ana, eve)
  await follow(dana, ana, { notify: true })
  await drain()
  await clearBells()
  const said = await checkIn(ana, `with @${ben.handle}`)
  await drain()
  for (const fan of [ben, cleo]) await like(fan, said)
  await drain()
  await comment(cleo, said, 'how nice')
  await drain()
  await comment(dana, said, `and @${eve.handle}?`)
  await drain()
  return { ana, ben, cleo, dana, eve, said }
}

const everybody = ({ ana, ben, cleo, dana, eve }: Village) => [ana, ben, cleo, dana, eve]

const NOTIFIED = [
  ['comment by Dana', 'comment by Cleo', 'like by Cleo, Ben'],
  ['mention by Ana'],
  ['reply by Dana', 'check_in by Ana'],
  ['new_post by Ana'],
  ['mention by Dana', 'check_in by Ana'],
]

const rowsOfAll = async (all: Village) => {
  const rows: string[][] = []
  for (const one of everybody(all)) rows.push(await bellShows(one))
  return rows
}

/** What must be the same when a row is restored. */
const bare = ({ id, type, actorCount, seq, seen, read, archived }: NotificationGroup) => ({
  id,
  type,
  actorCount,
  seq,
  seen,
  read,
  archived,
})

async function bells(all: Village) {
  const shown = []
  for (const one of everybody(all)) {
    const { state, rows, archived } = await bellOf(one)
    shown.push({ unseen: state.unseen, unread: state.unread, rows: [...rows, ...archived].map(bare) })
  }
  return shown
}

describe('a post and all notifications of it', () => {
  test('notify everybody by the rules', async () => {
    expect(await rowsOfAll(await village())).toEqual(NOTIFIED)
  })

  test('deleted: all are retracted; restored: all return as they were, without an alert', async () => {
    const all = await village()
    await markSeen(all.ben)
    const [first] = (await bellOf(all.cleo)).rows
    if (first) await markRead(all.cleo, first)
    const [own] = (await bellOf(all.ana)).rows
    if (own) await archive(all.ana, own)
    const before = await bells(all)
    await deletePost(all.ana, all.said)
    await drainTwice()
    expect(await rowsOfAll(all)).toEqual([[], [], [], [], []])
    for (const one of everybody(all)) expect(await bellState(one)).toMatchObject({ unseen: 0, unread: 0 })
    await restore(all.ana, all.said)
    await drainTwice()
    expect(await bells(all)).toEqual(before)
  })

  test('deleted and restored before a job runs: nothing changes', async () => {
    const all = await village()
    const before = await bells(all)
    await deletePost(all.ana, all.said)
    await restore(all.ana, all.said)
    await drainTwice()
    expect(await bells(all)).toEqual(before)
  })

  test('narrowed to friends, only friends and the author keep them; widened, all return without an alert', async () => {
    const all = await village()
    const before = await bells(all)
    await edit(all.ana, all.said, { audience: 'friends' })
    await drainTwice()
    const [ofAna, , ofCleo, , ofEve] = NOTIFIED
    expect(await rowsOfAll(all)).toEqual([ofAna, [], ofCleo, [], ofEve])
    await edit(all.ana, all.said, { audience: 'only_me' })
    await drain()
    expect(await rowsOfAll(all)).toEqual([ofAna, [], [], [], []])
    await edit(all.ana, all.said, { audience: 'public' })
    await drainTwice()
    expect(await bells(all)).toEqual(before)
  })

  test('written for its author only and widened later: people are notified then, once', async () => {
    const [ana, ben, cleo, dana] = await people('Ana', 'Ben', 'Cleo', 'Dana')
    await follow(ben, ana)
    await follow(cleo, ana, { notify: true })
    const said = await post(ana, `dear @${dana.handle}`, { audience: 'only_me' })
    await befriend(ana, dana)
    await drain()
    expect([await bellShows(ben), await bellShows(cleo), await bellShows(dana)]).toEqual([[], [], []])
    await edit(ana, said, { audience: 'friends' })
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo), await bellShows(dana)]).toEqual([[], [], ['mention by Ana']])
    await edit(ana, said, { audience: 'public' })
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo), await bellShows(dana)]).toEqual([
      [],
      ['new_post by Ana'],
      ['mention by Ana'],
    ])
  })
})

describe('an edit', () => {
  test('that removes Ben’s name removes his row; a mention of Cleo replaces the row that she has of the post, and alerts', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await follow(cleo, ana, { notify: true })
    const said = await post(ana, `with @${ben.handle}`)
    await drain()
    await markSeen(cleo)
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([['mention by Ana'], ['new_post by Ana']])
    await edit(ana, said, { text: `with @${cleo.handle}` })
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([[], ['mention by Ana']])
    expect(await bellState(cleo)).toMatchObject({ unseen: 1, unread: 1 })
    await edit(ana, said, { text: 'alone' })
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([[], ['new_post by Ana']])
    expect(await bellState(cleo)).toMatchObject({ unseen: 0, unread: 1 })
  })

  test('that keeps Ben’s name does not alert, nor does one that adds it again within a day', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ana, `with @${ben.handle}`)
    await drain()
    await markSeen(ben)
    await edit(ana, said, { text: `still with @${ben.handle.toUpperCase()}` })
    await drainTwice()
    expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([['mention by Ana'], 0])
    await edit(ana, said, { text: 'without him' })
    await drain()
    await edit(ana, said, { text: `with @${ben.handle} again` })
    await drainTwice()
    expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([['mention by Ana'], 0])
  })
})

describe('a friendship that ends', () => {
  test('removes the rows about posts for friends and keeps those about public posts; a new friendship restores them', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await befriend(ana, ben)
    await checkIn(ana, 'for all')
    const secret = await checkIn(ana, 'for friends')
    await edit(ana, secret, { audience: 'friends' })
    await drain()
    expect(await bellShows(ben)).toEqual(['check_in by Ana', 'check_in by Ana'])
    await unfriend(ben, ana)
    await drainTwice()
    expect((await bellOf(ben)).rows.map(({ post: about }) => about?.text)).toEqual(['for all'])
    await requestFriendship(ben, ana)
    await requestFriendship(ana, ben)
    await drain()
    expect(await bellShows(ben)).toEqual(['friend_accepted by Ana', 'check_in by Ana', 'check_in by Ana'])
  })
})
