import { describe, expect, it } from 'vitest'
import { ask } from '../../support/ask'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'

const postWithKey = (as: Person, key: string, body: object) =>
  ask.post(as, body, { headers: { 'idempotency-key': key } })

async function countOf(author: Person): Promise<number> {
  const [row] = await query<{ n: number }>('SELECT count(*)::int AS n FROM "Post" WHERE "authorId" = $1', [author.id])
  return row?.n ?? -1
}

const hello = { text: 'Hello', audience: 'public' }

describe('retrying a post', () => {
  it('ten times at the same time with one key: one post; the others get its answer or in_progress', async () => {
    const ana = await person('Ana')
    const answers = await Promise.all(Array.from({ length: 10 }, () => postWithKey(ana, 'k', hello)))
    const made = answers.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map(({ body }) => body.post.id)).size).toBe(1)
    for (const { status, body } of answers.filter((one) => one.status !== 201)) {
      expect([status, body.error.code]).toEqual([409, 'in_progress'])
    }
    expect(await countOf(ana)).toBe(1)
  })

  it('later, the same key and body give the same status and body', async () => {
    const ana = await person('Ana')
    const [first, again] = [await postWithKey(ana, 'k', hello), await postWithKey(ana, 'k', hello)]
    expect(again.status).toBe(first.status)
    expect(again.body).toEqual(first.body)
    expect(await countOf(ana)).toBe(1)
  })

  it('another body with the same key is refused; another person may use the same key', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await postWithKey(ana, 'k', hello)
    expect((await postWithKey(ana, 'k', { ...hello, text: 'Other' })).body.error.code).toBe('idempotency_key_reused')
    expect((await postWithKey(ana, 'k', { ...hello, text: 'Other' })).status).toBe(422)
    expect((await postWithKey(ben, 'k', hello)).status).toBe(201)
    expect([await countOf(ana), await countOf(ben)]).toEqual([1, 1])
  })

  it('a refused attempt is not stored: the same key works with a correct body', async () => {
    const ana = await person('Ana')
    expect((await postWithKey(ana, 'k', { ...hello, activity: { verb: 'ate_at', placeId: '1' } })).status).toBe(422)
    expect((await postWithKey(ana, 'k', hello)).status).toBe(201)
  })

  it('a key is valid for 24 hours, also before housekeeping removes it; then it may be used again', async () => {
    const ana = await person('Ana')
    const age = (hours: string) =>
      query(`UPDATE "IdempotencyKey" SET "createdAt" = now() - $2::interval WHERE "userId" = $1`, [ana.id, hours])
    const first = await postWithKey(ana, 'k', hello)
    await age('23 hours 59 minutes')
    expect((await postWithKey(ana, 'k', hello)).body).toEqual(first.body)
    await age('24 hours 1 minute')
    const later = await postWithKey(ana, 'k', { ...hello, text: 'Other' })
    expect([later.status, later.body.post.text]).toEqual([201, 'Other'])
    expect((await postWithKey(ana, 'k', { ...hello, text: 'Other' })).body).toEqual(later.body)
    expect(await countOf(ana)).toBe(2)
  })

  it('a key is 1 to 255 characters', async () => {
    const ana = await person('Ana')
    expect((await postWithKey(ana, 'x'.repeat(256), hello)).status).toBe(400)
    expect((await postWithKey(ana, 'x'.repeat(255), hello)).status).toBe(201)
  })
})
