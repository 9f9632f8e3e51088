import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Audience } from '@/lib/shared/views'
import {
  befriend,
  block,
  createPlace,
  deletePost,
  edit,
  foundPlaces,
  post,
  restore,
  unblock,
  unfriend,
} from '../../support/acts'
import { ask, type Who } from '../../support/ask'
import { deleteAccount, type Person, people, person, suspend } from '../../support/people'
import { query } from '../../support/query'

beforeAll(startRedis)

type Known = { id: string; name: string }

/** The surfaces on which somebody learns that a place exists. */
async function knownTo(who: Who, { id, name }: Known): Promise<string[]> {
  const surfaces = {
    search: (await foundPlaces(who, name)).includes(name),
    list: (await foundPlaces(who)).includes(name),
    place: (await ask.place(who, { id })).status === 200,
    posts: (await ask.postsAtPlace(who, { id })).status === 200,
  }
  return Object.entries(surfaces).flatMap(([surface, there]) => (there ? [surface] : []))
}
const EVERYWHERE = ['search', 'list', 'place', 'posts']

async function expectKnown(place: Known, { to = [], notTo = [] }: { to?: Who[]; notTo?: Who[] }): Promise<void> {
  for (const who of to) expect(await knownTo(who, place)).toEqual(EVERYWHERE)
  for (const who of notTo) expect(await knownTo(who, place)).toEqual([])
}

const checkIn = (who: Who, { id }: Known, audience: Audience = 'public') =>
  post(who, '', { audience, activity: { verb: 'visited', placeId: id } })

/** Ana, her friend Ben, the stranger Cleo, a visitor. */
async function village() {
  const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
  await befriend(ana, ben)
  return { ana, ben, cleo, visitor: undefined }
}

describe('a place that Ana adds for a check-in', () => {
  test('is known to nobody else before the post is sent', async () => {
    const { ana, ben, cleo, visitor } = await village()
    const place = await createPlace(ana, { listed: false })
    await expectKnown(place, { to: [ana], notTo: [ben, cleo, visitor] })
  })

  test('is known to those who may see the check-in', async () => {
    const { ana, ben, cleo, visitor } = await village()
    const [own, friends, open] = [
      await createPlace(ana, { listed: false }),
      await createPlace(ana, { listed: false }),
      await createPlace(ana, { listed: false }),
    ]
    await checkIn(ana, own, 'only_me')
    await checkIn(ana, friends, 'friends')
    await checkIn(ana, open, 'public')
    await expectKnown(own, { to: [ana], notTo: [ben, cleo, visitor] })
    await expectKnown(friends, { to: [ana, ben], notTo: [cleo, visitor] })
    await expectKnown(open, { to: [ana, ben, cleo, visitor] })
  })

  test('is known to all once she checks in there for everybody, and no longer when that is taken back', async () => {
    const { ana, ben, cleo, visitor } = await village()
    const place = await createPlace(ana, { listed: false })
    await checkIn(ana, place, 'friends')
    const open = await checkIn(ana, place, 'public')
    await expectKnown(place, { to: [ana, ben, cleo, visitor] })
    await edit(ana, open, { audience: 'only_me' })
    await expectKnown(place, { to: [ana, ben], notTo: [cleo, visitor] })
    await edit(ana, open, { audience: 'public' })
    await expectKnown(place, { to: [cleo, visitor] })
    await deletePost(ana, open)
    await expectKnown(place, { to: [ana, ben], notTo: [cleo, visitor] })
    await restore(ana, open)
    await expectKnown(place, { to: [cleo, visitor] })
  })

  test('is known to nobody more when her friend Ben checks in there for everybody; his post names it', async () => {
    const { ana, ben, cleo, visitor } = await village()
    const dan = await person('Dan')
    await befriend(ben, dan)
    const place = await createPlace(ana, { listed: false })
    await checkIn(ana, place, 'friends')
    for (const audience of ['friends', 'public'] as const) await checkIn(ben, place, audience)
    const open = await checkIn(ben, place, 'public')
    await expectKnown(place, { to: [ana, ben], notTo: [cleo, dan, visitor] })
    for (const who of [ana, cleo, visitor]) {
      expect((await ask.readPost(who, open)).body.post.activity.place.name).toBe(place.name)
    }
    const again = { text: '', audience: 'public', activity: { verb: 'visited', placeId: place.id } } as const
    expect([(await ask.post(cleo, again)).status, (await ask.post(ben, again)).status]).toEqual([422, 201])
    expect((await createPlace(cleo, { name: place.name })).id).not.toBe(place.id)
  })

  test('stays known to Ben, who has checked in there, when he may not see her check-in any more', async () => {
    const { ana, ben, cleo, visitor } = await village()
    const place = await createPlace(ana, { listed: false })
    await checkIn(ana, place, 'friends')
    await checkIn(ben, place, 'public')
    await unfriend(ben, ana)
    await expectKnown(place, { to: [ana, ben], notTo: [cleo, visitor] })
  })

  test('is not known to those whom Ana blocks or who block her, and to them again afterwards', async () => {
    const { ana, ben, cleo, visitor } = await village()
    const dan = await person('Dan')
    const place = await createPlace(ana, { listed: false })
    await checkIn(ana, place)
    await block(ana, cleo)
    await block(dan, ana)
    await expectKnown(place, { to: [ana, ben, visitor], notTo: [cleo, dan] })
    await unblock(ana, cleo)
    await expectKnown(place, { to: [cleo], notTo: [dan] })
  })

  test.each<[string, (ana: Person, ben: Person) => Promise<unknown>]>([
    ['the friendship ends', (ana, ben) => unfriend(ben, ana)],
    ['Ana is suspended', (ana) => suspend(ana)],
    ['Ana deletes her account', (ana) => deleteAccount(ana)],
  ])('is unknown to Ben when %s', async (_, act) => {
    const { ana, ben } = await village()
    const place = await createPlace(ana, { listed: false })
    await checkIn(ana, place, 'friends')
    await expectKnown(place, { to: [ben] })
    await act(ana, ben)
    await expectKnown(place, { notTo: [ben] })
  })
})

describe('a place that Ana adds for everybody', () => {
  test('is known to all, before and after a check-in for nobody else', async () => {
    const { ana, ben, cleo, visitor } = await village()
    const place = await createPlace(ana, { listed: true })
    await expectKnown(place, { to: [ana, ben, cleo, visitor] })
    const own = await checkIn(ana, place, 'only_me')
    await expectKnown(place, { to: [ana, ben, cleo, visitor] })
    for (const who of [ben, cleo, visitor]) expect((await ask.postsAtPlace(who, place)).body.items).toEqual([])
    expect((await ask.postsAtPlace(ana, place)).body.items.map(({ id }: Known) => id)).toEqual([own.id])
  })
})

describe('a place whose purpose was not said', () => {
  test('is known to all until Ana checks in there, then to those who may see that', async () => {
    const { ana, ben, cleo, visitor } = await village()
    const place = await createPlace(ana)
    await checkIn(ben, place, 'only_me')
    await expectKnown(place, { to: [ana, ben, cleo, visitor] })
    const open = await checkIn(ana, place)
    await expectKnown(place, { to: [ana, ben, cleo, visitor] })
    await deletePost(ana, open)
    await expectKnown(place, { to: [ana, ben], notTo: [cleo, visitor] })
  })

  test('stays known to all when her check-in is refused', async () => {
    const { ana, cleo } = await village()
    const place = await createPlace(ana)
    const activity = { verb: 'visited', placeId: place.id }
    expect((await ask.post(ana, { text: 'x'.repeat(2001), audience: 'only_me', activity })).status).toBe(422)
    await expectKnown(place, { to: [cleo] })
  })
})

describe('a place that Cleo may not know of', () => {
  test('answers the same as one that does not exist', async () => {
    const { ana, cleo } = await village()
    const { id } = await createPlace(ana, { listed: false })
    for (const who of [cleo, undefined]) {
      const [hidden, missing] = [await ask.place(who, { id }), await ask.place(who, { id: '12' })]
      expect([hidden.status, hidden.body]).toEqual([missing.status, missing.body])
      const [posts, none] = [await ask.postsAtPlace(who, { id }), await ask.postsAtPlace(who, { id: '12' })]
      expect([posts.status, posts.body]).toEqual([none.status, none.body])
    }
  })

  test('cannot be checked in at, and her try reveals nothing', async () => {
    const { ana, ben, cleo } = await village()
    const place = await createPlace(ana, { listed: false })
    await checkIn(ana, place, 'friends')
    const attempt = (who: Who, placeId: string) =>
      ask.post(who, { text: '', audience: 'public', activity: { verb: 'visited', placeId } })
    const [hidden, missing] = [await attempt(cleo, place.id), await attempt(cleo, '12')]
    expect([hidden.status, hidden.body]).toEqual([422, missing.body])
    expect((await attempt(ben, place.id)).status).toBe(201)
  })

  test('is not counted in pages of the list or the search', async () => {
    const { ana, cleo } = await village()
    for (let nth = 0; nth < 5; nth++) await createPlace(ana, { name: `Veiled ${nth}`, listed: nth === 4 })
    const { body } = await ask.places(cleo, { query: '?q=veiled&limit=1' })
    expect([body.items.map(({ name }: Known) => name), body.nextCursor]).toEqual([['Veiled 4'], null])
  })
})

test('however many places that Cleo may not know of were added since, she finds those that she may', async () => {
  const { ana, cleo } = await village()
  const [listed, visited] = [
    await createPlace(ana, { name: 'Below the veil', listed: true }),
    await createPlace(ana, { name: 'Seen below the veil', listed: false }),
  ]
  await checkIn(ana, visited)
  await query(
    `INSERT INTO "Place" (name, kind, "addedById", listed) SELECT 'Above the veil', 'home', $1, false FROM generate_series(1, 1500)`,
    [ana.id],
  )
  await expectKnown(listed, { to: [cleo] })
  await expectKnown(visited, { to: [cleo] })
})
