import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { readWatchers } from '@/lib/feed/watchers'
import { env } from '@/lib/process/env'
import { redis, startRedis } from '@/lib/redis/client'
import type { Audience, Post } from '@/lib/shared/views'
import { block, deletePost, edit, like, post, restore, showPosts } from '../../support/acts'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, people } from '../../support/people'
import { connectionOf, openStream, type TestStream, waitFor } from '../../support/streams'

beforeAll(startRedis)

/** What a stream says of a post: its text, or `gone`. */
const saidOf = ({ id }: Post, stream: TestStream): string[] =>
  stream
    .of('post')
    .filter(({ data }) => (data.postId ?? data.post.id) === id)
    .map(({ data }) => (data.deleted ? 'gone' : data.post.text))

/** Ana has written something; Cleo, a stranger, has its page open. */
async function cleoLooks(audience: Audience = 'public') {
  const [ana, cleo] = await people('Ana', 'Cleo')
  const written = await post(ana, 'first', { audience })
  await drain()
  const stream = await openStream(cleo)
  const look = () => showPosts(cleo, [written], { connectionId: connectionOf(stream) })
  await look()
  return { ana, cleo, written, stream, look }
}

/** Frames to one person arrive in order: after a like on a post that she watches, all before it have arrived. */
async function afterAllBefore(cleo: Person, stream: TestStream): Promise<void> {
  const last = await post(cleo, `last word ${performance.now()}`)
  await drain()
  await waitFor(() => stream.texts().includes(last.text), 'the last word')
}

it.each<Audience>(['friends', 'only_me'])(
  'Ana narrows her post to %s and widens it again: Cleo’s page loses it, hears nothing of it meanwhile, and gets it back',
  async (audience) => {
    const { ana, cleo, written, stream, look } = await cleoLooks()
    await edit(ana, written, { audience })
    await drainTwice()
    await waitFor(() => saidOf(written, stream).includes('gone'), 'gone')
    await afterAllBefore(cleo, stream)
    const before = saidOf(written, stream)
    await edit(ana, written, { text: 'second' })
    await like(ana, written)
    await drain()
    await afterAllBefore(cleo, stream)
    expect(saidOf(written, stream)).toEqual(before)
    // Her browser goes on reporting the page, and is told again that there is nothing.
    await look()
    await waitFor(() => saidOf(written, stream).length > before.length, 'gone again')
    await edit(ana, written, { audience: 'public' })
    await drain()
    await waitFor(() => saidOf(written, stream).at(-1) === 'second', 'the post')
    expect(new Set(saidOf(written, stream).slice(0, -1))).toEqual(new Set(['gone']))
  },
)

it('Ana deletes her post and restores it: Cleo’s page loses it, and gets it back', async () => {
  const { ana, written, stream } = await cleoLooks()
  await deletePost(ana, written)
  await drain()
  await waitFor(() => saidOf(written, stream).length === 1, 'gone')
  await restore(ana, written)
  await drain()
  await waitFor(() => saidOf(written, stream).length === 2, 'the post')
  expect(saidOf(written, stream)).toEqual(['gone', 'first'])
})

it('Cleo’s page is older than what it shows: when a post comes into sight that was narrowed, she is told that it is gone', async () => {
  const { ana, cleo, written, stream, look } = await cleoLooks()
  await showPosts(cleo, [written], { connectionId: connectionOf(stream), visible: false })
  await edit(ana, written, { audience: 'friends' })
  await drain()
  await afterAllBefore(cleo, stream)
  expect(saidOf(written, stream)).toEqual([])
  await look()
  await waitFor(() => saidOf(written, stream).length === 1, 'gone')
  expect(saidOf(written, stream)).toEqual(['gone'])
})

it('Ana narrows her post while Cleo’s browser is just reporting it: Cleo is a watcher before it is read what she may see', async () => {
  const { ana, cleo, written, stream, look } = await cleoLooks()
  await showPosts(cleo, [written], { connectionId: connectionOf(stream), visible: false })
  const narrowing = new pg.Client({ connectionString: env.DATABASE_URL })
  await narrowing.connect()
  await narrowing.query('BEGIN; LOCK TABLE "Post"')
  const looking = look()
  try {
    await expect.poll(() => readWatchers(redis, BigInt(written.id)), { timeout: 5000 }).toEqual(new Set([cleo.id]))
  } finally {
    await narrowing.query('COMMIT')
    await narrowing.end()
  }
  await looking
  await edit(ana, written, { audience: 'friends' })
  await drain()
  await waitFor(() => saidOf(written, stream).includes('gone'), 'gone')
})

it('a post that Cleo could never see: widening it does not reach her page', async () => {
  const { ana, cleo, written, stream } = await cleoLooks('only_me')
  await edit(ana, written, { text: 'second' })
  await edit(ana, written, { audience: 'public' })
  await drain()
  await afterAllBefore(cleo, stream)
  expect(saidOf(written, stream)).toEqual(['gone'])
})

it('Ana blocks Cleo, then edits and narrows: Cleo’s page is told that the post is gone, and nothing else of it', async () => {
  const { ana, cleo, written, stream } = await cleoLooks()
  await block(ana, cleo)
  await edit(ana, written, { text: 'second' })
  await edit(ana, written, { audience: 'friends' })
  await drain()
  await afterAllBefore(cleo, stream)
  // The jobs of the two edits may run at the same time.
  expect(new Set(saidOf(written, stream))).toEqual(new Set(['gone']))
})
