import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Post, User } from '@/lib/shared/views'
import { block, deletePost, edit, follow, like, likerNames, post, readFeed, restore, unlike } from '../../support/acts'
import { ask } from '../../support/ask'
import { notifyEvents } from '../../support/events'
import { drain } from '../../support/jobs'
import { deleteAccount, type Person, people, person, suspend } from '../../support/people'
import { query } from '../../support/query'
import { storedCounts } from '../../support/stored-counts'

beforeAll(startRedis)

describe('liking a post', () => {
  it('Ben likes and unlikes what Ana wrote: the answer is the post as he sees it now', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const written = await post(ana, 'Bread is out of the oven')
    const liked = await ask.like(ben, written)
    expect([liked.status, liked.body.post]).toMatchObject([
      200,
      { id: written.id, likeCount: 1, viewer: { liked: true }, editedAt: null },
    ])
    expect(liked.body.post.updatedAt > written.updatedAt).toBe(true)
    const unliked = await ask.unlike(ben, written)
    expect([unliked.status, unliked.body.post]).toMatchObject([200, { likeCount: 0, viewer: { liked: false } }])
    expect(unliked.body.post.updatedAt > liked.body.post.updatedAt).toBe(true)
    expect(await notifyEvents('postId', written.id)).toEqual([
      { type: 'post.created', payload: { postId: written.id } },
      ...Array(2).fill({
        type: 'like.changed',
        payload: { postId: written.id, authorId: String(ana.id), userId: String(ben.id) },
      }),
    ])
  })

  it('repeating it changes nothing and records nothing', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const written = await post(ana, 'Once')
    await unlike(ben, written)
    expect(await notifyEvents('postId', written.id)).toHaveLength(1)
    const answers = [await ask.like(ben, written), await ask.like(ben, written), await ask.like(ben, written)]
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([200, answers[0]?.body]))
    expect(await storedCounts(written)).toMatchObject({ likeCount: 1, likes: 1 })
    expect(await notifyEvents('postId', written.id)).toHaveLength(2)
    await unlike(ben, written)
    await unlike(ben, written)
    expect(await storedCounts(written)).toMatchObject({ likeCount: 0, likes: 0 })
    expect(await notifyEvents('postId', written.id)).toHaveLength(3)
  })

  it('twenty requests at the same time count as one', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const written = await post(ana, 'Once')
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask.like(ben, written)))
    for (const { status, body } of answers) {
      expect([status, body.post.likeCount, body.post.viewer]).toEqual([200, 1, { liked: true, muted: false }])
    }
    expect(await storedCounts(written)).toMatchObject({ likeCount: 1, likes: 1 })
    expect(await notifyEvents('postId', written.id)).toHaveLength(2)
    await Promise.all(Array.from({ length: 20 }, () => ask.unlike(ben, written)))
    expect(await storedCounts(written)).toMatchObject({ likeCount: 0, likes: 0 })
  })

  it('by many who like and unlike while Ana edits: the count is the number of rows', async () => {
    const ana = await person('Ana')
    const written = await post(ana, 'Undecided')
    const fans = await people(...Array<string>(12).fill('Fan'))
    const wishes = fans.flatMap((fan, at) =>
      Array.from({ length: 6 }, (_, n) => () => ((at * 7 + n * 5) % 3 === 0 ? ask.unlike : ask.like)(fan, written)),
    )
    const edits = Array.from({ length: 6 }, (_, n) => () => edit(ana, written, { text: `Undecided, ${n}` }))
    const answers = await Promise.all([
      ...wishes.map((wish) => wish()),
      ...edits.map((edit) => edit().then(() => null)),
    ])
    expect(new Set(answers.map((answer) => answer?.status ?? 200))).toEqual(new Set([200]))
    const { likeCount, likes } = await storedCounts(written)
    expect(likeCount).toBe(likes)
    expect(await likerNames(ana, written)).toHaveLength(likes)
  })

  it('is allowed for Ana herself', async () => {
    const ana = await person('Ana')
    const written = await post(ana, 'Proud of it')
    expect((await ask.like(ana, written)).body.post).toMatchObject({ likeCount: 1, viewer: { liked: true } })
  })

  it('needs a session and a request from the site itself; refusals say nothing about the post', async () => {
    const written = await post(await person('Ana'), 'For all')
    expect((await ask.like(undefined, written)).status).toBe(401)
    expect((await ask.unlike(undefined, written)).status).toBe(401)
    expect(await storedCounts(written)).toMatchObject({ likeCount: 0, likes: 0 })
  })

  it('stays through a deletion and a restore, and is refused in between', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const written = await post(ana, 'Come and gone')
    await like(ben, written)
    await deletePost(ana, written)
    expect((await ask.unlike(ben, written)).status).toBe(404)
    await restore(ana, written)
    expect(await storedCounts(written)).toMatchObject({ likeCount: 1, likes: 1 })
    expect((await ask.readPost(ben, written)).body.post.viewer).toEqual({ liked: true, muted: false })
  })
})

describe('whether the viewer likes it', () => {
  it('is said in every answer to a signed-in user, and nowhere else', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    for (const reader of [ben, cleo]) await follow(reader, ana)
    const { position } = await readFeed(ben)
    const written = await post(ana, 'Seen by many')
    expect(written.viewer).toEqual({ liked: false, muted: false })
    await drain()
    await like(ben, written)
    const surfaces = async (as?: Person) => {
      const items = [
        (await ask.readPost(as, written)).body.post,
        ...(await ask.postsOf(as, ana)).body.items,
        ...(as ? (await readFeed(as)).items : []),
      ]
      return items.map(({ viewer }: Post) => viewer?.liked)
    }
    expect(await surfaces(ben)).toEqual([true, true, true])
    expect(await surfaces(cleo)).toEqual([false, false, false])
    expect(await surfaces(ana)).toEqual([false, false, false])
    expect(await surfaces()).toEqual([undefined, undefined])
    const polled = await ask.poll(ben, { query: `?position=${encodeURIComponent(position ?? '')}` })
    expect(polled.body.items).toMatchObject([{ id: written.id, likeCount: 1, viewer: { liked: true } }])
  })

  it('is right in the answers to changes of the post', async () => {
    const ana = await person('Ana')
    const written = await post(ana, 'Mine')
    await like(ana, written)
    expect((await edit(ana, written, { text: 'Still mine' })).viewer).toEqual({ liked: true, muted: false })
    expect((await ask.muteThread(ana, written)).body.post.viewer).toEqual({ liked: true, muted: true })
  })

  it('a like changes the answer of the next poll, also when nothing else changed', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    const { position } = await readFeed(ben)
    const written = await post(ana, 'Polled')
    await drain()
    const query = `?position=${encodeURIComponent(position ?? '')}`
    const first = await ask.poll(ben, { query })
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await ask.poll(ben, { query, headers })).status).toBe(304)
    await like(ana, written)
    expect((await ask.poll(ben, { query, headers })).body.items).toMatchObject([{ likeCount: 1 }])
  })
})

describe('the users who like a post', () => {
  it('come with the latest first, each on one page only, also when many rows have the same time', async () => {
    const ana = await person('Ana')
    const written = await post(ana, 'Popular')
    const fans = await people(...Array<string>(8).fill('Fan'))
    await query(
      `INSERT INTO "Like" ("postId", "userId", "createdAt")
       SELECT $1, id, timestamptz '2026-11-01 10:00:00.123+00' + (row_number() OVER () / 4) * interval '1 second' FROM "User" WHERE id = ANY($2)`,
      [written.id, fans.map(({ id }) => id)],
    )
    const pages: string[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await ask.likes(ana, written, {
        query: `?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      })
      pages.push(body.items.map(({ handle }: User) => handle))
      cursor = body.nextCursor
    }
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 2])
    expect(pages.flat().toSorted()).toEqual(fans.map(({ handle }) => handle).toSorted())
    const rows = await query<{ handle: string }>(
      `SELECT handle FROM "Like" JOIN "User" u ON u.id = "userId" WHERE "postId" = $1 ORDER BY "Like"."createdAt" DESC, u.id DESC`,
      [written.id],
    )
    expect(pages.flat()).toEqual(rows.map(({ handle }) => handle))
  })

  it('leave out users whom the viewer blocks or who block the viewer, and suspended and deleted ones; others see the former', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    const [blocker, blocked] = await people('Blocker', 'Blocked')
    const [suspended, deleted] = await people('Suspended', 'Deleted')
    const written = await post(ana, 'Liked by all sorts')
    for (const one of [blocker, blocked, suspended, deleted, cleo]) await like(one, written)
    await block(blocker, ben)
    await block(ben, blocked)
    await suspend(suspended)
    await deleteAccount(deleted)
    expect(await likerNames(ben, written)).toEqual(['Cleo'])
    expect(await likerNames(ana, written)).toEqual(['Cleo', 'Blocked', 'Blocker'])
    expect(await likerNames(undefined, written)).toEqual(['Cleo', 'Blocked', 'Blocker'])
  })

  it.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'cursor=1', 'cursor=-1-1', "cursor=1-1'", 'cursor=%00'])(
    '?%s is malformed',
    async (parameters) => {
      const ana = await person('Ana')
      const written = await post(ana, 'One')
      const { status, body } = await ask.likes(ana, written, { query: `?${parameters}` })
      expect([status, body.error.code]).toEqual([400, 'malformed'])
    },
  )
})
