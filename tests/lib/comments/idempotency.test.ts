import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Post } from '@/lib/shared/views'
import { deletePost, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { type Person, people } from '../../support/people'
import { storedCounts } from '../../support/stored-counts'

beforeAll(startRedis)

const send = (as: Person, on: Post, key: string, text = 'Hello') =>
  ask.comment(as, on, { text }, { headers: { 'idempotency-key': key } })

async function conversation(): Promise<{ ana: Person; ben: Person; written: Post }> {
  const [ana, ben] = await people('Ana', 'Ben')
  return { ana, ben, written: await post(ana, 'Talk') }
}

describe('retrying a comment', () => {
  it('ten times at the same time with one key: one comment; the others get its answer or in_progress', async () => {
    const { ben, written } = await conversation()
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(ben, written, 'k')))
    const made = answers.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map(({ body }) => body.comment.id)).size).toBe(1)
    for (const { status, body } of answers.filter((one) => one.status !== 201)) {
      expect([status, body.error.code]).toEqual([409, 'in_progress'])
    }
    expect(await storedCounts(written)).toMatchObject({ commentCount: 1, comments: 1 })
  })

  it('later, the same key and body give the same status and body, also when the post has changed since', async () => {
    const { ana, ben, written } = await conversation()
    const first = await send(ben, written, 'k')
    expect(first.status).toBe(201)
    expect(await send(ben, written, 'k')).toMatchObject({ status: 201, body: first.body })
    await deletePost(ana, written)
    expect(await send(ben, written, 'k')).toMatchObject({ status: 201, body: first.body })
    expect(await storedCounts(written)).toMatchObject({ commentCount: 1, comments: 1 })
  })

  it('another text, or the same on another post, is refused; another user may use the same key', async () => {
    const { ana, ben, written } = await conversation()
    await send(ben, written, 'k')
    const elsewhere = await post(ana, 'Another talk')
    for (const answer of [await send(ben, written, 'k', 'Hello!'), await send(ben, elsewhere, 'k')]) {
      expect([answer.status, answer.body.error.code]).toEqual([422, 'idempotency_key_reused'])
    }
    expect((await send(ana, written, 'k')).status).toBe(201)
    expect(await storedCounts(written)).toMatchObject({ commentCount: 2, comments: 2 })
    expect(await storedCounts(elsewhere)).toMatchObject({ commentCount: 0, comments: 0 })
  })

  it('a refused request can be repeated with its key', async () => {
    const { ana, ben } = await conversation()
    const hidden = await post(ana, 'Not for Ben', { audience: 'only_me' })
    expect((await send(ben, hidden, 'k')).status).toBe(404)
    expect((await send(ben, await post(ana, 'For all'), 'k')).status).toBe(201)
  })

  it('a key is 1 to 255 characters', async () => {
    const { ben, written } = await conversation()
    expect((await send(ben, written, 'k'.repeat(256))).status).toBe(400)
    expect((await send(ben, written, 'k'.repeat(255))).status).toBe(201)
  })
})
