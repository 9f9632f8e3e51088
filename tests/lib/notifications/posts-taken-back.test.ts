import { beforeEach, describe, expect, test } from 'vitest'
import { query } from '@/lib/postgres/db'
import type { NotificationGroup, Post } from '@/lib/shared/views'
import { drain, drainTwice } from '../../support/jobs'
import { follow, makeFriends, type Person, person } from '../../support/people'
import { change, post, remove, restore } from '../../support/posting'
import { arrives, comments, ends, likes, takes } from './acts'
import { marks, sees } from './marking'
import { bellOf, hears, stateOf } from './support'

beforeEach(() => query(`DELETE FROM "OutboxEvent"`))

type Village = { ana: Person; ben: Person; cleo: Person; dana: Person; eve: Person; said: Post }

/** Ana arrives somewhere with Ben; everybody hears of it, or of what others make of it. */
async function village(): Promise<Village> {
  const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
  const [dana, eve] = [await person('Dana'), await person('Eve')]
  await makeFriends(ana, cleo)
  await makeFriends(ana, eve)
  await follow(dana, ana, { notify: true })
  const said = await arrives(ana, `with @${ben.handle}`)
  await drain()
  for (const fan of [ben, cleo]) await likes(fan, said)
  await drain()
  await comments(cleo, said, 'how nice')
  await drain()
  await comments(dana, said, `and @${eve.handle}?`)
  await drain()
  return { ana, ben, cleo, dana, eve, said }
}

const everybody = ({ ana, ben, cleo, dana, eve }: Village) => [ana, ben, cleo, dana, eve]

const TOLD = [
  ['comment by Dana', 'comment by Cleo', 'like by Cleo, Ben'],
  ['mention by Ana'],
  ['reply by Dana', 'check_in by Ana'],
  ['new_post by Ana'],
  ['mention by Dana', 'check_in by Ana'],
]

const heard = async (all: Village) => {
  const rows: string[][] = []
  for (const one of everybody(all)) rows.push(await hears(one))
  return rows
}

/** What may not change when everything comes back. */
const bare = ({ id, type, actorCount, seq, seen, read, archived }: NotificationGroup) => ({
  ...{ id, type, actorCount, seq, seen, read, archived },
})

async function bells(all: Village) {
  const told = []
  for (const one of everybody(all)) {
    const { state, rows, archived } = await bellOf(one)
    told.push({ unseen: state.unseen, unread: state.unread, rows: [...rows, ...archived].map(bare) })
  }
  return told
}

describe('a post with everything that was told of it', () => {
  test('is told as it should be', async () => {
    expect(await heard(await village())).toEqual(TOLD)
  })

  test('takes it all along when it is deleted, and brings it back silently, as it was', async () => {
    const all = await village()
    await sees(all.ben)
    const [first] = (await bellOf(all.cleo)).rows
    if (first) await marks(all.cleo, 'read', first)
    const [own] = (await bellOf(all.ana)).rows
    if (own) await marks(all.ana, 'archived', own)
    const before = await bells(all)
    await remove(all.ana, all.said)
    await drainTwice()
    expect(await heard(all)).toEqual([[], [], [], [], []])
    for (const one of everybody(all)) expect(await stateOf(one)).toMatchObject({ unseen: 0, unread: 0 })
    await restore(all.ana, all.said)
    await drainTwice()
    expect(await bells(all)).toEqual(before)
  })

  test('deleted and restored faster than anybody is told: nothing has happened', async () => {
    const all = await village()
    const before = await bells(all)
    await remove(all.ana, all.said)
    await restore(all.ana, all.said)
    await drainTwice()
    expect(await bells(all)).toEqual(before)
  })

  test('narrowed to friends it stays with friends and with its author; widened it is back, silently', async () => {
    const all = await village()
    const before = await bells(all)
    await change(all.ana, all.said, { audience: 'friends' })
    await drainTwice()
    const [ofAna, , ofCleo, , ofEve] = TOLD
    expect(await heard(all)).toEqual([ofAna, [], ofCleo, [], ofEve])
    await change(all.ana, all.said, { audience: 'only_me' })
    await drain()
    expect(await heard(all)).toEqual([ofAna, [], [], [], []])
    await change(all.ana, all.said, { audience: 'public' })
    await drainTwice()
    expect(await bells(all)).toEqual(before)
  })

  test('written for oneself and widened later is told then, once', async () => {
    const [ana, ben, cleo, dana] = [
      await person('Ana'),
      await person('Ben'),
      await person('Cleo'),
      await person('Dana'),
    ]
    await makeFriends(ana, ben)
    await follow(cleo, ana, { notify: true })
    const said = await post(ana, `dear @${dana.handle}`, { audience: 'only_me' })
    await makeFriends(ana, dana)
    await drain()
    expect([await hears(ben), await hears(cleo), await hears(dana)]).toEqual([[], [], []])
    await change(ana, said, { audience: 'friends' })
    await drainTwice()
    expect([await hears(ben), await hears(cleo), await hears(dana)]).toEqual([[], [], ['mention by Ana']])
    await change(ana, said, { audience: 'public' })
    await drainTwice()
    expect([await hears(ben), await hears(cleo), await hears(dana)]).toEqual([
      [],
      ['new_post by Ana'],
      ['mention by Ana'],
    ])
  })
})

describe('an edit', () => {
  test('that takes Ben’s name out takes his row; that names Cleo rings hers, and moves what she was told already', async () => {
    const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
    await follow(cleo, ana, { notify: true })
    const said = await post(ana, `with @${ben.handle}`)
    await drain()
    await sees(cleo)
    expect([await hears(ben), await hears(cleo)]).toEqual([['mention by Ana'], ['new_post by Ana']])
    await change(ana, said, { text: `with @${cleo.handle}` })
    await drainTwice()
    expect([await hears(ben), await hears(cleo)]).toEqual([[], ['mention by Ana']])
    expect(await stateOf(cleo)).toMatchObject({ unseen: 1, unread: 1 })
    await change(ana, said, { text: 'alone' })
    await drainTwice()
    expect([await hears(ben), await hears(cleo)]).toEqual([[], ['new_post by Ana']])
    expect(await stateOf(cleo)).toMatchObject({ unseen: 0, unread: 1 })
  })

  test('that leaves Ben’s name in does not ring; that names him anew rings again', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    const said = await post(ana, `with @${ben.handle}`)
    await drain()
    await sees(ben)
    await change(ana, said, { text: `still with @${ben.handle.toUpperCase()}` })
    await drainTwice()
    expect([await hears(ben), (await stateOf(ben)).unseen]).toEqual([['mention by Ana'], 0])
    await change(ana, said, { text: 'without him' })
    await drain()
    await change(ana, said, { text: `with @${ben.handle} again` })
    await drainTwice()
    expect([await hears(ben), (await stateOf(ben)).unseen]).toEqual([['mention by Ana'], 1])
  })
})

describe('a friendship that ends', () => {
  test('takes what was for friends, and leaves what is for everybody; a new one brings it back', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await makeFriends(ana, ben)
    await arrives(ana, 'for all')
    const secret = await arrives(ana, 'for friends')
    await change(ana, secret, { audience: 'friends' })
    await drain()
    expect(await hears(ben)).toEqual(['check_in by Ana', 'check_in by Ana'])
    await ends(ben, 'friendship', ana)
    await drainTwice()
    expect((await bellOf(ben)).rows.map(({ post: about }) => about?.text)).toEqual(['for all'])
    await takes(ben, 'friendship', ana)
    await takes(ana, 'friendship', ben)
    await drain()
    expect(await hears(ben)).toEqual(['friend_accepted by Ana', 'check_in by Ana', 'check_in by Ana'])
  })
})
