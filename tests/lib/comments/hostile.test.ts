import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { post } from '../../support/acts'
import { ask } from '../../support/ask'
import { people } from '../../support/people'
import { query } from '../../support/query'

beforeAll(startRedis)

describe('hostile input to POST /api/posts/:id/comments', () => {
  it.each([
    ['no JSON', '{', 400],
    ['nothing', '', 400],
    ['null', 'null', 422],
    ['a list', [], 422],
    ['no text', {}, 422],
    ['nothing to say', { text: ' \n ' }, 422],
    ['a number', { text: 5 }, 422],
    ['an unknown key', { text: 'hi', authorId: '1' }, 422],
    ['a prototype', '{"text":"x","__proto__":{"id":"1"}}', 422],
    ['a NUL', { text: 'a\u0000b' }, 422],
    ['half a character', { text: 'a\ud800b' }, 422],
    ['too long a text', { text: 'x'.repeat(1001) }, 422],
    ['a huge body', { text: 'x'.repeat(300_000) }, 413],
  ])('%s is refused and says why', async (_, body, status) => {
    const [ana, ben] = await people('Ana', 'Ben')
    const written = await post(ana, 'Talk')
    const answer = await ask.comment(ben, written, body, { headers: { 'content-type': 'application/json' } })
    expect(answer.status).toBe(status)
    expect(answer.body.error.code).toMatch(/^(malformed|invalid|too_large)$/)
    expect(await query('SELECT 1 FROM "Comment" WHERE "postId" = $1', [written.id])).toEqual([])
  })

  it('another content type, another site and no session are refused, each with its own status', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const written = await post(ana, 'Talk')
    const send = (headers: Record<string, string>, as?: typeof ben) =>
      ask.comment(as, written, { text: 'hi' }, { headers })
    expect((await send({ 'content-type': 'text/plain' }, ben)).status).toBe(415)
    expect((await send({ origin: 'https://evil.example' }, ben)).status).toBe(403)
    expect((await send({})).status).toBe(401)
    expect(await query('SELECT 1 FROM "Comment" WHERE "postId" = $1', [written.id])).toEqual([])
  })
})
