import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Audience } from '@/lib/shared/views'
import { befriend, deletePost, edit, feedTexts, follow, post, restore } from '../../support/acts'
import { drain, drainTwice, stopJobs } from '../../support/jobs'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'
import { insertBlock, insertMute } from '../../support/rows'
import { openStream, type TestStream, waitFor } from '../../support/streams'

beforeAll(startRedis)

type Village = { ana: Person; ben: Person; dana: Person; streams: Record<'ana' | 'ben' | 'dana' | 'cleo', TestStream> }

/** Ana writes; Ben is her friend, Dana follows her, Cleo is a stranger. All have the page open. */
async function village(): Promise<Village> {
  const [ana, ben, dana, cleo] = await people('Ana', 'Ben', 'Dana', 'Cleo')
  await befriend(ana, ben)
  await follow(dana, ana)
  const streams = {
    ana: await openStream(ana),
    ben: await openStream(ben),
    dana: await openStream(dana),
    cleo: await openStream(cleo),
  }
  return { ana, ben, dana, streams }
}

/**
 * What each stream received after `work`, in short: `feed`, `post` or `gone`. Frames of one gateway arrive in order, so when
 * the last post has reached everybody, everything before it has arrived.
 */
async function receivedAfter(
  { ana, streams }: Village,
  work: () => Promise<unknown>,
): Promise<Record<string, string[]>> {
  const from = Object.fromEntries(Object.entries(streams).map(([name, { received }]) => [name, received.length]))
  await work()
  await drain()
  await post(ana, 'last word')
  await drain()
  const all = Object.entries(streams)
  await waitFor(() => all.every(([name, stream]) => name === 'cleo' || stream.texts().at(-1) === 'last word'))
  const short = ({ event, data }: { event: string; data: { deleted?: boolean } }) => (data.deleted ? 'gone' : event)
  return Object.fromEntries(
    all.map(([name, { received }]) => [
      name,
      received
        .slice(from[name])
        .filter(({ event, data }) => event !== 'heartbeat' && data.post?.text !== 'last word')
        .map(short),
    ]),
  )
}

async function changing(audience: Audience, work: (village: Village, id: { id: string }) => Promise<unknown>) {
  const all = await village()
  const written = await post(all.ana, 'as it was', { audience })
  await drain()
  const { ana, ben, dana } = all.streams
  const readers = { public: [ana, ben, dana], friends: [ana, ben], only_me: [ana] }[audience]
  await waitFor(() => readers.every((stream) => stream.texts().includes('as it was')))
  return { all, written, received: await receivedAfter(all, () => work(all, written)) }
}

describe('Ana edits a post', () => {
  it('for all: everybody who sees it gets its present state, without anything that depends on the reader', async () => {
    const { all, written, received } = await changing('public', ({ ana }, one) => edit(ana, one, { text: 'as it is' }))
    expect(received).toEqual({ ana: ['post'], ben: ['post'], dana: ['post'], cleo: [] })
    const [frame] = all.streams.dana.of('post')
    expect(frame).toMatchObject({ id: '', data: { post: { id: written.id, text: 'as it is' } } })
    expect(Object.keys(frame?.data)).toEqual(['post'])
    expect(frame?.data.post).not.toHaveProperty('viewer')
    expect(frame?.data.post.updatedAt > written.updatedAt).toBe(true)
    expect(frame?.data.post.editedAt).not.toBeNull()
  })

  it('for friends: Ben gets a frame, and Dana gets none, so that she does not learn that the post exists', async () => {
    const { received } = await changing('friends', ({ ana }, one) => edit(ana, one, { text: 'as it is' }))
    expect(received).toEqual({ ana: ['post'], ben: ['post'], dana: [], cleo: [] })
  })

  it('for herself: only she gets a frame', async () => {
    const { received } = await changing('only_me', ({ ana }, one) => edit(ana, one, { text: 'as it is' }))
    expect(received).toEqual({ ana: ['post'], ben: [], dana: [], cleo: [] })
  })

  it('somebody who mutes her or is blocked gets no frame', async () => {
    const { received } = await changing('public', async ({ ana, ben, dana }, one) => {
      // As rows only: no stream is reset, and Ben's follow stays, so that only the block can keep him from the frame.
      await insertMute(dana, ana)
      await insertBlock(ben, ana)
      await edit(ana, one, { text: 'as it is' })
      await drain()
      await query('DELETE FROM "Mute"')
      await query('DELETE FROM "Block"')
    })
    expect(received).toEqual({ ana: ['post'], ben: [], dana: [], cleo: [] })
  })
})

describe('Ana deletes a post', () => {
  it.each<[Audience, Record<string, string[]>]>([
    ['public', { ana: ['gone'], ben: ['gone'], dana: ['gone'], cleo: [] }],
    ['friends', { ana: ['gone'], ben: ['gone'], dana: [], cleo: [] }],
    ['only_me', { ana: ['gone'], ben: [], dana: [], cleo: [] }],
  ])('for %s: everybody who saw it gets a deleted frame, and nobody else', async (audience, wanted) => {
    const { all, written, received } = await changing(audience, ({ ana }, one) => deletePost(ana, one))
    expect(received).toEqual(wanted)
    expect(all.streams.ana.of('post')[0]?.data).toEqual({ postId: written.id, deleted: true })
  })

  it('before its fan-out has run: nobody ever gets it', async () => {
    const all = await village()
    await stopJobs()
    const received = await receivedAfter(all, async () => {
      const written = await post(all.ana, 'never to be seen')
      await query(`UPDATE "Post" SET "deletedAt" = now() WHERE id = $1`, [written.id])
    })
    expect(received).toEqual({ ana: [], ben: [], dana: [], cleo: [] })
  })

  it('and restores it: it is where it was, and who holds it gets it back', async () => {
    const { all, received } = await changing('public', async ({ ana }, one) => {
      await deletePost(ana, one)
      await drain()
      await restore(ana, one)
    })
    expect(received.dana).toEqual(['gone', 'post'])
    expect(await feedTexts(all.dana)).toEqual(['last word', 'as it was'])
  })
})

describe('Ana narrows a post', () => {
  it.each<[Audience, Audience, Record<string, string[]>]>([
    ['public', 'friends', { ana: ['post'], ben: ['post'], dana: ['gone'], cleo: [] }],
    ['public', 'only_me', { ana: ['post'], ben: ['gone'], dana: ['gone'], cleo: [] }],
    ['friends', 'only_me', { ana: ['post'], ben: ['gone'], dana: [], cleo: [] }],
  ])('from %s to %s', async (from, to, wanted) => {
    const { all, received } = await changing(from, ({ ana }, one) => edit(ana, one, { audience: to }))
    expect(received).toEqual(wanted)
    const left = Object.entries(wanted).flatMap(([name, events]) => (events[0] === 'post' ? [name] : []))
    expect(await feedTexts(all.ben)).toEqual(left.includes('ben') ? ['last word', 'as it was'] : ['last word'])
    expect(await feedTexts(all.dana)).toEqual(['last word'])
  })
})

describe('Ana widens a post', () => {
  it.each<[Audience, Audience, Record<string, string[]>]>([
    ['friends', 'public', { ana: ['post'], ben: ['post'], dana: ['feed', 'post'], cleo: [] }],
    ['only_me', 'public', { ana: ['post'], ben: ['feed', 'post'], dana: ['feed', 'post'], cleo: [] }],
    ['only_me', 'friends', { ana: ['post'], ben: ['feed', 'post'], dana: [], cleo: [] }],
  ])('from %s to %s: new readers get it once, those who had it get the change', async (from, to, wanted) => {
    const { all, received } = await changing(from, ({ ana }, one) => edit(ana, one, { audience: to }))
    expect(Object.fromEntries(Object.entries(received).map(([name, events]) => [name, events.sort()]))).toEqual(wanted)
    await drainTwice()
    expect(all.streams.dana.of('feed').filter(({ data }) => data.post.text === 'as it was')).toHaveLength(
      wanted.dana?.includes('feed') ? 1 : 0,
    )
  })

  it('of long ago, after eighty newer posts: Ben does not get it again', async () => {
    const { all, received } = await changing('friends', async ({ ana, streams }, one) => {
      for (let n = 0; n < 80; n++) await post(ana, `later ${n}`)
      await drain()
      await waitFor(() => streams.ben.texts().length === 81)
      await edit(ana, one, { audience: 'public' })
    })
    const about = (events: string[]) => events.slice(80).sort()
    expect([about(received.ben ?? []), about(received.dana ?? [])]).toEqual([['post'], ['feed', 'post']])
    expect((await feedTexts(all.ben)).filter((text) => text === 'as it was')).toEqual([])
  })
})
