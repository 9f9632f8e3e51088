import { beforeAll, describe, expect, it } from 'vitest'
import { AUDIENCES } from '@/lib/shared/schemas'
import type { Audience, Post } from '@/lib/shared/views'
import {
  befriend,
  block,
  createPlace,
  deletePost,
  edit,
  feedTexts,
  follow,
  mute,
  poll,
  post,
  readFeed,
  restore,
  unfriend,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { drain, startJobs } from '../../support/jobs'
import { deleteAccount, type Person, people, person, suspend } from '../../support/people'
import { query } from '../../support/query'
import { insertFollow } from '../../support/rows'
import { openStream, waitFor } from '../../support/streams'

beforeAll(() => startJobs())

describe('what streams deliver when Ana posts for everybody, for friends and for herself', () => {
  it.each([
    ['Ana herself', ['friends', 'only_me', 'public'], async () => undefined],
    ['Ben, her friend', ['friends', 'public'], befriend],
    ['Cleo, who follows her', ['public'], (ana: Person, cleo: Person) => follow(cleo, ana)],
    ['Dana, a stranger', [], async () => undefined],
    [
      'Emil, whom she blocks and who follows her still',
      [],
      async (ana: Person, emil: Person) => {
        await block(ana, emil)
        await insertFollow(emil, ana)
      },
    ],
    [
      'Fay, who blocks her and follows her still',
      [],
      async (ana: Person, fay: Person) => {
        await block(fay, ana)
        await insertFollow(fay, ana)
      },
    ],
    [
      'Gus, her friend, who mutes her',
      [],
      async (ana: Person, gus: Person) => {
        await befriend(ana, gus)
        await mute(gus, ana)
      },
    ],
    [
      'Hanna, of whom Ana awaits an answer, and who follows her',
      ['public'],
      async (ana: Person, hanna: Person) => {
        await befriend(ana, hanna)
        await query('UPDATE "Friendship" SET "acceptedAt" = NULL WHERE $1 IN ("lowId", "highId")', [hanna.id])
      },
    ],
  ])('%s: %j, live, replayed and polled', async (name, wanted, relate) => {
    const ana = await person('Ana')
    const reader = name === 'Ana herself' ? ana : await person(name.split(',')[0] ?? name)
    await relate(ana, reader)
    const witness = await openStream(ana)
    const live = await openStream(reader)
    const { position } = await readFeed(reader)
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
      await ask.readPost(ben, { id }),
      await ask.revisions(ben, { id }),
      await ask.postsAtPlace(ben, { id: placeId }),
      await ask.postsOf(ben, ana),
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
    const [ana, ben] = await people('Ana', 'Ben')
    await befriend(ana, ben)
    const { id: placeId } = await createPlace(ana)
    const activity = { verb: 'visited' as const, placeId }
    const { id } = await post(ana, 'hello', { audience, activity })
    await drain()
    const all = { ana, ben, id, placeId }
    expect(await whereIs('hello', all)).toEqual(ALL)
    return all
  }

  it.each<[string, (all: { ana: Person; ben: Person; id: string }) => Promise<unknown>, string[]]>([
    ['Ana ends the friendship', ({ ana, ben }) => unfriend(ana, ben), []],
    ['Ana blocks Ben', ({ ana, ben }) => block(ana, ben), []],
    ['Ben blocks Ana', ({ ana, ben }) => block(ben, ana), []],
    ['Ana keeps it for herself', ({ ana, id }) => edit(ana, { id }, { audience: 'only_me' }), []],
    ['Ana deletes it', ({ ana, id }) => deletePost(ana, { id }), []],
    ['Ana is suspended', ({ ana }) => suspend(ana), []],
    ['Ana deletes her account', ({ ana }) => deleteAccount(ana), []],
    ['Ana shows it to all', ({ ana, id }) => edit(ana, { id }, { audience: 'public' }), ALL],
    [
      'Ana deletes it and brings it back',
      async ({ ana, id }) => {
        await deletePost(ana, { id })
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
    ['Ana ends the friendship, Ben still follows her', ({ ana, ben }) => unfriend(ana, ben), ALL],
    ['Ben mutes Ana', ({ ana, ben }) => mute(ben, ana), ALL.filter((surface) => surface !== 'feed')],
    ['Ana blocks Ben', ({ ana, ben }) => block(ana, ben), []],
    ['Ben blocks Ana', ({ ana, ben }) => block(ben, ana), []],
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
    () => edit(ana, { id }, { text: 'two' }),
    () => edit(ana, { id }, { audience: 'friends' }),
    () => deletePost(ana, { id }),
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
  await Promise.all(Array.from({ length: 20 }, (_, n) => ask.edit(ana, written, { text: `edit ${n + 1}` })))
  const rows = await query<{ text: string }>('SELECT text FROM "PostRevision" WHERE "postId" = $1', [written.id])
  const { post: last } = (await ask.readPost(ana, written)).body
  const texts = [...rows.map(({ text }) => text), last.text].sort()
  expect(texts).toEqual(Array.from({ length: 21 }, (_, n) => `edit ${n}`).sort())
})
