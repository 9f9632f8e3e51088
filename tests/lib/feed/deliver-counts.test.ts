import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliver } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { deliverCounts, deliverCountsBatched } from '@/lib/feed/deliver-counts'
import { deliverPostChange } from '@/lib/feed/deliver-post-change'
import { redis, startRedis } from '@/lib/redis/client'
import { watchersKey } from '@/lib/redis/keys'
import type { Post } from '@/lib/shared/views'
import { befriend, block, comment, deletePost, edit, follow, like, mute, post, showPosts } from '../../support/acts'
import { type Person, person, suspend } from '../../support/people'
import { query } from '../../support/query'
import { insertFollowers } from '../../support/rows'
import { connectionOf, openStream, type TestStream, waitFor } from '../../support/streams'

beforeAll(startRedis)

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dana', 'Emil', 'Fay'] as const
type Name = (typeof NAMES)[number]

let people: Record<Name, Person>
let streams: Record<Name, TestStream>

/** Ana writes; Ben is her friend; Fay follows and mutes her; Cleo, Dana and Emil are strangers. All are connected. */
beforeEach(async () => {
  const made = await Promise.all(NAMES.map(async (name) => [name, await person(name)] as const))
  people = Object.fromEntries(made) as Record<Name, Person>
  const { Ana, Ben, Fay } = people
  await befriend(Ana, Ben)
  await follow(Fay, Ana)
  await mute(Fay, Ana)
  const opened = await Promise.all(made.map(async ([name, one]) => [name, await openStream(one)] as const))
  streams = Object.fromEntries(opened) as Record<Name, TestStream>
})

const shows = (name: Name, ...posts: Post[]) =>
  showPosts(people[name], posts, { connectionId: connectionOf(streams[name]) })

let words = 0

/**
 * The `post` frames that each stream received while something was delivered, in short: the counts, or `gone`. One more frame
 * to everybody follows. Frames of one gateway arrive in order, so when that one is there, all before it are.
 */
async function receivedDuring(act: () => Promise<unknown>): Promise<Partial<Record<Name, string[]>>> {
  const from = Object.fromEntries(NAMES.map((name) => [name, streams[name].received.length]))
  await act()
  const word = `last word ${++words}`
  const everybody = NAMES.map((name) => people[name].id)
  await deliver(redis, everybody, { kind: 'event', body: frame('post', { post: { text: word } }) })
  const short = ({ post, deleted }: { post?: Post; deleted?: boolean }) =>
    deleted ? 'gone' : `${post?.likeCount} ${post?.commentCount}`
  const all = await Promise.all(
    NAMES.map(async (name) => {
      const frames = () => streams[name].received.slice(from[name]).filter(({ event }) => event === 'post')
      await waitFor(() => frames().at(-1)?.data.post?.text === word, `the last word at ${name}`)
      return [
        name,
        frames()
          .slice(0, -1)
          .map(({ data }) => short(data)),
      ] as const
    }),
  )
  return Object.fromEntries(all.filter(([, got]) => got.length > 0))
}

const counts = ({ id }: Post) => deliverCounts(redis, BigInt(id))

describe('likes and comments are seen where a post is open', () => {
  it('by Ana and Ben; by the stranger Cleo who has the permalink open, and not by Dana, who has not', async () => {
    const written = await post(people.Ana, 'Bread')
    await shows('Cleo', written)
    await like(people.Dana, written)
    await comment(people.Emil, written, 'Mine!')
    expect(await receivedDuring(() => counts(written))).toEqual({ Ana: ['1 1'], Ben: ['1 1'], Cleo: ['1 1'] })
    const { data } = streams.Cleo.of('post').at(0) ?? {}
    expect(Object.keys(data)).toEqual(['post'])
    expect(data.post).toMatchObject({ id: written.id, text: 'Bread', editedAt: null })
    expect(data.post).not.toHaveProperty('viewer')
    expect(data.post.updatedAt > written.updatedAt).toBe(true)
  })

  it('once by a follower who has it open too, and by Fay, who mutes Ana, where she has it open', async () => {
    const written = await post(people.Ana, 'Bread')
    for (const name of ['Ana', 'Ben', 'Fay'] as const) await shows(name, written)
    await like(people.Ben, written)
    expect(await receivedDuring(() => counts(written))).toEqual({ Ana: ['1 0'], Ben: ['1 0'], Fay: ['1 0'] })
  })

  it('not by somebody who is blocked meanwhile, nor after the post was narrowed or deleted, nor when it is not on screen any more', async () => {
    const written = await post(people.Ana, 'Bread')
    for (const name of ['Cleo', 'Dana', 'Emil'] as const) await shows(name, written)
    await block(people.Ana, people.Emil)
    await block(people.Dana, people.Ana)
    expect(await receivedDuring(() => counts(written))).toEqual({ Ana: ['0 0'], Ben: ['0 0'], Cleo: ['0 0'] })
    await showPosts(people.Cleo, [written], { connectionId: connectionOf(streams.Cleo), visible: false })
    expect(await receivedDuring(() => counts(written))).toEqual({ Ana: ['0 0'], Ben: ['0 0'] })
    await shows('Cleo', written)
    await query(`UPDATE "Post" SET audience = 'friends' WHERE id = $1`, [written.id])
    expect(await receivedDuring(() => counts(written))).toEqual({ Ana: ['0 0'], Ben: ['0 0'] })
    await query(`UPDATE "Post" SET audience = 'only_me' WHERE id = $1`, [written.id])
    expect(await receivedDuring(() => counts(written))).toEqual({ Ana: ['0 0'] })
    await deletePost(people.Ana, written)
    expect(await receivedDuring(() => counts(written))).toEqual({})
  })

  it('not by anybody while Ana is suspended', async () => {
    const written = await post(people.Ana, 'Bread')
    await shows('Cleo', written)
    await suspend(people.Ana)
    expect(await receivedDuring(() => counts(written))).toEqual({})
  })

  it('not by a former friend, after the friendship has ended', async () => {
    const written = await post(people.Ana, 'Among friends', { audience: 'friends' })
    await befriend(people.Ana, people.Cleo)
    await shows('Cleo', written)
    expect(await receivedDuring(() => counts(written))).toEqual({ Ana: ['0 0'], Ben: ['0 0'], Cleo: ['0 0'] })
    await query(`DELETE FROM "Friendship" WHERE $1 IN ("lowId", "highId")`, [people.Cleo.id])
    expect(await receivedDuring(() => counts(written))).toEqual({ Ana: ['0 0'], Ben: ['0 0'] })
  })

  it('by everybody in a large crowd: the last follower, and the last watcher', async () => {
    const { Ana, Cleo } = people
    const written = await post(Ana, 'Popular')
    const crowd = await insertFollowers(Ana, 1200)
    const zed = await person('Zed')
    await follow(zed, Ana)
    const others = await insertFollowers(Cleo, 1200)
    const entries = others.flatMap((id) => [Date.now() + 60_000, `${id}:browser-1234`])
    await redis.zadd(watchersKey(written.id), ...entries)
    const yara = await person('Yara')
    const late = [await openStream(zed), await openStream(yara)] as const
    await showPosts(yara, [written], { connectionId: connectionOf(late[1]) })
    await counts(written)
    await waitFor(() => late.every((stream) => stream.of('post').length === 1))
    expect(crowd).toHaveLength(1200)
  })

  it('of a post that does not exist: no frame, and no error', async () => {
    await deliverCounts(redis, 1n)
    await deliverPostChange(redis, { postId: 1n, before: 'public' })
  })

  it('in few frames when many come at once, and the last frame has the final count', async () => {
    const { Ana } = people
    const written = await post(Ana, 'Hot')
    const fans = await Promise.all(Array.from({ length: 25 }, () => person('Fan')))
    const received = await receivedDuring(async () => {
      const tellings = fans.map(async (fan) => {
        await like(fan, written)
        await deliverCountsBatched(redis, BigInt(written.id))
      })
      await Promise.all([...tellings, ...tellings.map(() => deliverCountsBatched(redis, BigInt(written.id)))])
    })
    expect(received.Ana?.at(-1)).toBe('25 0')
    expect(received.Ana?.length).toBeLessThan(10)
    expect(received.Ben).toEqual(received.Ana)
  })
})

describe('a change of a post is seen where it is open', () => {
  const changed = ({ id }: Post, before: 'public' | 'friends' | 'only_me' = 'public') =>
    deliverPostChange(redis, { postId: BigInt(id), before })

  it('an edit: by the stranger who has it open, once by the friend who has, and not by somebody who has not', async () => {
    const written = await post(people.Ana, 'Bread')
    await shows('Cleo', written)
    await shows('Ben', written)
    await edit(people.Ana, written, { text: 'Fresh bread' })
    expect(await receivedDuring(() => changed(written))).toEqual({ Ana: ['0 0'], Ben: ['0 0'], Cleo: ['0 0'] })
    expect(streams.Cleo.of('post')[0]?.data.post.text).toBe('Fresh bread')
  })

  it('its deletion: by everybody who had it open, and by nobody else', async () => {
    const written = await post(people.Ana, 'Bread')
    for (const name of ['Cleo', 'Fay'] as const) await shows(name, written)
    await deletePost(people.Ana, written)
    expect(await receivedDuring(() => changed(written))).toEqual({
      Ana: ['gone'],
      Ben: ['gone'],
      Cleo: ['gone'],
      Fay: ['gone'],
    })
    expect(streams.Cleo.of('post')[0]?.data).toEqual({ postId: written.id, deleted: true })
  })

  it('a narrower audience: those who may not see it any more get a deleted frame', async () => {
    const written = await post(people.Ana, 'Bread')
    for (const name of ['Cleo', 'Ben', 'Emil'] as const) await shows(name, written)
    await befriend(people.Ana, people.Emil)
    await edit(people.Ana, written, { audience: 'friends' })
    expect(await receivedDuring(() => changed(written))).toEqual({
      Ana: ['0 0'],
      Ben: ['0 0'],
      Emil: ['0 0'],
      Cleo: ['gone'],
    })
  })

  it('a deleted frame: by somebody who was a friend when they opened it and no longer is', async () => {
    const written = await post(people.Ana, 'Among friends', { audience: 'friends' })
    await befriend(people.Ana, people.Cleo)
    await shows('Cleo', written)
    await query(`DELETE FROM "Friendship" WHERE $1 IN ("lowId", "highId")`, [people.Cleo.id])
    await edit(people.Ana, written, { audience: 'only_me' })
    expect(await receivedDuring(() => changed(written, 'friends'))).toEqual({
      Ana: ['0 0'],
      Ben: ['gone'],
      Cleo: ['gone'],
    })
  })
})
