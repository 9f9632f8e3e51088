import { beforeAll, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { MutedPost, Post } from '@/lib/shared/views'
import {
  createPlace,
  deletePost,
  edit,
  follow,
  like,
  mutedTexts,
  muteThread,
  post,
  readFeed,
  unmuteThread,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'

beforeAll(startRedis)

const mutesOf = async ({ id }: Person) =>
  (await query<{ postId: bigint }>('SELECT "postId" FROM "ThreadMute" WHERE "userId" = $1', [id])).map(({ postId }) =>
    String(postId),
  )

it('Ben mutes and unmutes a thread, and repeats both', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = await post(ana, 'Long talk')
  for (const change of [ask.muteThread, ask.muteThread]) {
    const { status, body } = await change(ben, written)
    expect([status, body.post]).toMatchObject([200, { id: written.id, viewer: { liked: false, muted: true } }])
    expect(await mutesOf(ben)).toEqual([written.id])
    expect(await mutedTexts(ben)).toEqual(['Long talk'])
  }
  for (const change of [ask.unmuteThread, ask.unmuteThread]) {
    const { status, body } = await change(ben, written)
    expect([status, body.post.viewer]).toEqual([200, { liked: false, muted: false }])
    expect(await mutesOf(ben)).toEqual([])
    expect(await mutedTexts(ben)).toEqual([])
  }
})

it('ten times at the same time is once; Ana may mute the thread of her own post; each mute is for one user', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = await post(ana, 'Long talk')
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask.muteThread(ben, written)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await muteThread(ana, written)
  await unmuteThread(ben, written)
  expect([await mutesOf(ana), await mutesOf(ben)]).toEqual([[written.id], []])
})

it('Ben can neither mute what he may not see nor unmute what he has not muted, and nobody can notice that he muted a thread', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = await post(ana, 'Not for long')
  await muteThread(ben, written)
  const seen = (await ask.muteThread(ana, written)).body.post
  expect(seen.updatedAt).toBe(written.updatedAt)
  await edit(ana, written, { audience: 'only_me' })
  const hidden = await post(ana, 'Never for Ben', { audience: 'friends' })
  for (const change of [ask.muteThread, ask.unmuteThread]) {
    expect((await change(ben, hidden)).status).toBe(404)
    expect((await change(undefined, written)).status).toBe(401)
  }
  expect((await ask.muteThread(ben, written)).status).toBe(404)
  expect(await mutesOf(ben)).toEqual([written.id])
})

it('Ben unmutes a conversation whose post is gone for him: it is listed without its text, and then no more', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const [deleted, narrowed, open] = [await post(ana, 'Deleted'), await post(ana, 'Narrowed'), await post(ana, 'Open')]
  for (const one of [deleted, narrowed, open]) await muteThread(ben, one)
  await deletePost(ana, deleted)
  await edit(ana, narrowed, { text: 'Not for Ben', audience: 'only_me' })
  expect(await mutedTexts(ben)).toEqual(['Open', 'gone', 'gone'])
  expect(JSON.stringify((await ask.mutedPosts(ben)).body)).not.toMatch(/Deleted|Narrowed|Not for Ben/)
  for (const one of [deleted, narrowed]) {
    const { status, body } = await ask.unmuteThread(ben, one)
    expect([status, body]).toEqual([200, { post: null }])
    expect((await ask.unmuteThread(ben, one)).status).toBe(404)
  }
  expect(await mutedTexts(ben)).toEqual(['Open'])
})

it('the list comes page by page, and is for its owner alone', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  for (const text of ['one', 'two', 'three']) await muteThread(ben, await post(ana, text))
  const first = await ask.mutedPosts(ben, { query: '?limit=2' })
  expect(first.body.items.map(({ post: muted }: MutedPost) => muted?.text)).toEqual(['three', 'two'])
  expect(await mutedTexts(ben, { query: `?limit=2&cursor=${first.body.nextCursor}` })).toEqual(['one'])
  expect(await mutedTexts(ana)).toEqual([])
  expect((await ask.mutedPosts(undefined)).status).toBe(401)
  expect((await ask.mutedPosts(ben, { query: '?cursor=x' })).status).toBe(400)
})

it('whether it is muted is said to Ben in every answer, and to nobody else', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ben, ana)
  const { id: placeId } = await createPlace(ana)
  const written = await post(ana, 'Long talk', { activity: { verb: 'visited', placeId } })
  await muteThread(ben, written)
  const surfaces = async (as: Person | undefined) => {
    const posts = [
      (await ask.readPost(as, written)).body.post,
      ...(await ask.postsOf(as, ana)).body.items,
      ...(await ask.postsAtPlace(as, { id: placeId })).body.items,
      ...(as ? [...(await readFeed(as)).items, await like(as, written)] : []),
    ]
    return posts.map(({ viewer }: Post) => viewer?.muted)
  }
  expect(await surfaces(ben)).toEqual(Array(5).fill(true))
  expect(await surfaces(ana)).toEqual(Array(5).fill(false))
  expect(await surfaces(undefined)).toEqual(Array(3).fill(undefined))
})
