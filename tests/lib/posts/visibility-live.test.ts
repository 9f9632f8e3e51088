import { beforeAll, describe, expect, it } from 'vitest'
import { GET as AT_PLACE } from '@/app/api/places/[id]/posts/route'
import { GET as REVISIONS } from '@/app/api/posts/[id]/revisions/route'
import { PATCH, GET as PERMALINK } from '@/app/api/posts/[id]/route'
import { PUT as BLOCK } from '@/app/api/users/[handle]/block/route'
import { DELETE as UNFRIEND } from '@/app/api/users/[handle]/friendship/route'
import { PUT as MUTE } from '@/app/api/users/[handle]/mute/route'
import { GET as BY_AUTHOR } from '@/app/api/users/[handle]/posts/route'
import { AUDIENCES } from '@/lib/shared/schemas'
import type { Audience, Post } from '@/lib/shared/views'
import { call } from '../../support/call'
import { drain, startJobs } from '../../support/jobs'
import { block, follow, makeFriends, mute, type Person, person } from '../../support/people'
import { change, feedPage, feedTexts, poll, post, remove, restore } from '../../support/posting'
import { query } from '../../support/query'
import { openStream, waitFor } from '../../support/streams'

beforeAll(() => startJobs())

describe('what streams deliver when Ana posts for everybody, for friends and for herself', () => {
  it.each([
    ['Ana herself', ['friends', 'only_me', 'public'], async () => undefined],
    ['Ben, her friend', ['friends', 'public'], makeFriends],
    ['Cleo, who follows her', ['public'], (ana: Person, cleo: Person) => follow(cleo, ana)],
    ['Dana, a stranger', [], async () => undefined],
    [
      'Emil, whom she blocks and who follows her still',
      [],
      async (ana: Person, emil: Person) => {
        await block(ana, emil)
        await follow(emil, ana)
      },
    ],
    [
      'Fay, who blocks her and follows her still',
      [],
      async (ana: Person, fay: Person) => {
        await block(fay, ana)
        await follow(fay, ana)
      },
    ],
    [
      'Gus, her friend, who mutes her',
      [],
      async (ana: Person, gus: Person) => {
        await makeFriends(ana, gus)
        await mute(gus, ana)
      },
    ],
    [
      'Hanna, of whom Ana awaits an answer, and who follows her',
      ['public'],
      async (ana: Person, hanna: Person) => {
        await makeFriends(ana, hanna)
        await query('UPDATE "Friendship" SET "acceptedAt" = NULL WHERE $1 IN ("lowId", "highId")', [hanna.id])
      },
    ],
  ])('%s: %j, live, replayed and polled', async (name, wanted, relate) => {
    const ana = await person('Ana')
    const reader = name === 'Ana herself' ? ana : await person(name.split(',')[0] ?? name)
    await relate(ana, reader)
    const witness = await openStream(ana)
    const live = await openStream(reader)
    const { position } = await feedPage(reader)
    for (const audience of AUDIENCES) await post(ana, audience, { audience })
    await drain()
    await waitFor(() => witness.texts().length === 3 && live.texts().length >= wanted.length)
    const replayed = await openStream(reader, { position: position ?? '' })
    if (wanted.length > 0) await waitFor(() => replayed.of('replayed').length === 1)
    expect(live.texts().sort()).toEqual(wanted)
    expect(replayed.texts().sort()).toEqual(wanted)
    expect((await poll(reader, position)).items.map(({ text }) => text).sort()).toEqual(wanted)
    expect((await feedTexts(reader)).sort()).toEqual(wanted)
  })
})

describe('a change acts on every surface at once', () => {
  /** The surfaces on which Ben finds a text of Ana. */
  async function whereIs(
    text: string,
    { ana, ben, id, placeId }: { ana: Person; ben: Person; id: string; placeId: string },
  ) {
    const named = (items: Post[] | undefined) => items?.some((one) => one.text === text) ?? false
    const [one, revisions, atPlace, byAuthor] = [
      await call(PERMALINK, { as: ben, params: { id } }),
      await call(REVISIONS, { as: ben, params: { id } }),
      await call(AT_PLACE, { as: ben, params: { id: placeId } }),
      await call(BY_AUTHOR, { as: ben, params: { handle: ana.handle } }),
    ]
    const found = {
      permalink: one.status === 200,
      revisions: revisions.status === 200,
      place: named(atPlace.body.items),
      profile: named(byAuthor.body.items),
      feed: (await feedTexts(ben)).includes(text),
    }
    return Object.entries(found).flatMap(([surface, there]) => (there ? [surface] : []))
  }
  const ALL = ['permalink', 'revisions', 'place', 'profile', 'feed']

  async function friendsPost(audience: Audience) {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await makeFriends(ana, ben)
    const [place] = await query<{ id: bigint }>(
      `INSERT INTO "Place" (name, kind) VALUES ('The Inn', 'inn') RETURNING id`,
    )
    const placeId = String(place?.id)
    const activity = { verb: 'visited' as const, placeId }
    const { id } = await post(ana, 'hello', { audience, activity })
    await drain()
    const all = { ana, ben, id, placeId }
    expect(await whereIs('hello', all)).toEqual(ALL)
    return all
  }

  const ask = async (route: typeof BLOCK, method: string, as: Person, whom: Person) =>
    expect((await call(route, { method, as, params: { handle: whom.handle } })).status).toBe(200)

  it.each<[string, (all: { ana: Person; ben: Person; id: string }) => Promise<unknown>, string[]]>([
    ['Ana ends the friendship', ({ ana, ben }) => ask(UNFRIEND, 'DELETE', ana, ben), []],
    ['Ana blocks Ben', ({ ana, ben }) => ask(BLOCK, 'PUT', ana, ben), []],
    ['Ben blocks Ana', ({ ana, ben }) => ask(BLOCK, 'PUT', ben, ana), []],
    ['Ana keeps it for herself', ({ ana, id }) => change(ana, { id }, { audience: 'only_me' }), []],
    ['Ana deletes it', ({ ana, id }) => remove(ana, { id }), []],
    ['Ana is suspended', ({ ana }) => query('UPDATE "User" SET "suspendedAt" = now() WHERE id = $1', [ana.id]), []],
    [
      'Ana deletes her account',
      ({ ana }) => query('UPDATE "User" SET "deletedAt" = now() WHERE id = $1', [ana.id]),
      [],
    ],
    ['Ana shows it to all', ({ ana, id }) => change(ana, { id }, { audience: 'public' }), ALL],
    [
      'Ana deletes it and brings it back',
      async ({ ana, id }) => {
        await remove(ana, { id })
        await restore(ana, { id })
      },
      ALL,
    ],
  ])('%s', async (_, act, wanted) => {
    const all = await friendsPost('friends')
    await act(all)
    expect(await whereIs('hello', all)).toEqual(wanted)
    await drain()
    expect(await whereIs('hello', all)).toEqual(wanted)
  })

  it.each<[string, (all: { ana: Person; ben: Person; id: string }) => Promise<unknown>, string[]]>([
    ['Ana ends the friendship, Ben still follows her', ({ ana, ben }) => ask(UNFRIEND, 'DELETE', ana, ben), ALL],
    ['Ben mutes Ana', ({ ana, ben }) => ask(MUTE, 'PUT', ben, ana), ALL.filter((surface) => surface !== 'feed')],
    ['Ana blocks Ben', ({ ana, ben }) => ask(BLOCK, 'PUT', ana, ben), []],
    ['Ben blocks Ana', ({ ana, ben }) => ask(BLOCK, 'PUT', ben, ana), []],
  ])('on a public post: %s', async (_, act, wanted) => {
    const all = await friendsPost('public')
    await act(all)
    expect(await whereIs('hello', all)).toEqual(wanted)
    await drain()
    expect(await whereIs('hello', all)).toEqual(wanted)
  })
})

it('updatedAt grows also when the clock was set back', async () => {
  const ana = await person('Ana')
  const { id } = await post(ana, 'one')
  await query(`UPDATE "Post" SET "updatedAt" = now() + interval '1 hour' WHERE id = $1`, [id])
  const time = async () =>
    (await query<{ updatedAt: Date }>('SELECT "updatedAt" FROM "Post" WHERE id = $1', [id]))[0]?.updatedAt.getTime()
  const times = [await time()]
  for (const step of [
    () => change(ana, { id }, { text: 'two' }),
    () => change(ana, { id }, { audience: 'friends' }),
    () => remove(ana, { id }),
    () => restore(ana, { id }),
  ]) {
    await step()
    times.push(await time())
  }
  expect(times).toEqual([0, 1, 2, 3, 4].map((more) => (times[0] ?? 0) + more))
})

it('twenty edits at the same time: none is lost, and each replaced text is kept', async () => {
  const ana = await person('Ana')
  const written = await post(ana, 'edit 0')
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      call(PATCH, { method: 'PATCH', body: { text: `edit ${n + 1}` }, as: ana, params: { id: written.id } }),
    ),
  )
  const rows = await query<{ text: string }>('SELECT text FROM "PostRevision" WHERE "postId" = $1', [written.id])
  const { post: last } = (await call(PERMALINK, { as: ana, params: { id: written.id } })).body
  const texts = [...rows.map(({ text }) => text), last.text].sort()
  expect(texts).toEqual(Array.from({ length: 21 }, (_, n) => `edit ${n}`).sort())
})
