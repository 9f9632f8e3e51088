import { describe, expect, it } from 'vitest'
import { createPlace, deletePost, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { people, person } from '../../support/people'
import { query } from '../../support/query'

const NO_IDS = [
  '0',
  '-1',
  '1.5',
  '1e3',
  ' 1',
  '01',
  '٣',
  '',
  'undefined',
  '9223372036854775808',
  '9'.repeat(500),
  "1' OR '1'='1",
  '1\u0000',
  '../1',
]

describe('an invalid id in an address', () => {
  it('of a post: the same bytes as for a hidden, a deleted and an unknown post, on each route', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const hidden = await post(ana, 'hidden', { audience: 'only_me' })
    const gone = await post(ana, 'gone')
    await deletePost(ana, gone)
    const ids = [hidden.id, gone.id, '1', String(2n ** 63n - 1n), ...NO_IDS]
    const routes = [
      (id: string) => ask.readPost(ben, { id }),
      (id: string) => ask.readPost(undefined, { id }),
      (id: string) => ask.revisions(ben, { id }),
      (id: string) => ask.edit(ben, { id }, { text: 'x' }),
      (id: string) => ask.deletePost(ben, { id }),
      (id: string) => ask.restore(ben, { id }),
      ...[ben, undefined].flatMap((as) => [
        (id: string) => ask.comments(as, { id }),
        (id: string) => ask.likes(as, { id }),
      ]),
      (id: string) => ask.comment(ben, { id }, { text: 'x' }),
      (id: string) => ask.like(ben, { id }),
      (id: string) => ask.unlike(ben, { id }),
      (id: string) => ask.muteThread(ben, { id }),
      (id: string) => ask.unmuteThread(ben, { id }),
    ]
    const said = new Set<string>()
    for (const ask of routes) {
      for (const id of ids) {
        const { status, body, headers } = await ask(id)
        const names = [...headers].filter(([name]) => name !== 'x-request-id')
        said.add(JSON.stringify([status, body, names]))
      }
    }
    expect([...said]).toHaveLength(1)
    expect([...said][0]).toContain('post_not_found')
    expect(await query('SELECT 1 FROM "Post" WHERE id = $1 AND text = $2', [BigInt(hidden.id), 'hidden'])).toHaveLength(
      1,
    )
  })

  it.each([
    ['limit=0', 400],
    ['limit=101', 400],
    ['limit=-1', 400],
    ['limit=1.5', 400],
    ['limit=many', 400],
    ['limit=1e9', 400],
    ['cursor=0', 400],
    ['cursor=-5', 400],
    ['cursor=next', 400],
    ["cursor=1'--", 400],
    ['cursor=9223372036854775808', 400],
    ['cursor=9223372036854775807', 200],
    ['cursor=1', 200],
    ['limit=100', 200],
    ['limit=1&limit=2', 200],
    ['unknown=1', 200],
  ])('of a page: ?%s is %i', async (parameters, wanted) => {
    const ana = await person('Ana')
    const { id } = await post(ana, 'one')
    const place = await createPlace(ana)
    const answers = [
      await ask.feed(ana, { query: `?${parameters}` }),
      await ask.revisions(ana, { id }, { query: `?${parameters}` }),
      await ask.comments(ana, { id }, { query: `?${parameters}` }),
      await ask.postsAtPlace(ana, place, { query: `?${parameters}` }),
      await ask.postsOf(ana, ana, { query: `?${parameters}` }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(wanted))
    if (wanted === 400) expect(new Set(answers.map(({ body }) => body.error.code))).toEqual(new Set(['malformed']))
  })

  it('of a poll: a position has at most a hundred characters', async () => {
    const ana = await person('Ana')
    expect((await ask.poll(ana, { query: `?position=${'9'.repeat(101)}` })).status).toBe(400)
    expect((await ask.poll(ana, { query: `?position=${'9'.repeat(100)}` })).status).toBe(200)
  })

  it('of a user: user_not_found, not 500', async () => {
    const ana = await person('Ana')
    for (const handle of ['', 'nobody_here', '../ana', 'a'.repeat(500), "ana' --", '%00', 'ána', '\u0000', '💐']) {
      const { status, body } = await ask.postsOf(ana, { handle })
      expect([status, body.error.code]).toEqual([404, 'user_not_found'])
    }
  })
})

describe('an unusual body', () => {
  it.each([
    ['very deep', '['.repeat(20_000) + ']'.repeat(20_000), [400, 422]],
    ['a prototype', '{"text":"x","audience":"public","__proto__":{"audience":"only_me"}}', [422]],
    ['a constructor', '{"text":"x","audience":"public","constructor":{"prototype":{}}}', [422]],
    ['null', 'null', [422]],
    ['a number', '1e999', [422]],
    ['a text', '"public"', [422]],
    ['nothing', '', [400]],
    ['a number as text', '{"text":5,"audience":"public"}', [422]],
    ['a list as text', '{"text":["x"],"audience":"public"}', [422]],
    ['a list as audience', '{"text":"x","audience":["public"]}', [422]],
    ['an empty activity', '{"text":"x","audience":"public","activity":{}}', [422]],
    ['a place that is a number', '{"text":"x","audience":"public","activity":{"verb":"visited","placeId":1}}', [422]],
    ['two JSONs', '{"text":"x","audience":"public"}{}', [400]],
    ['no JSON of today', "{'text':'x'}", [400]],
  ])('%s', async (_, body, wanted) => {
    const ana = await person('Ana')
    const answer = await ask.post(ana, body, { headers: { 'content-type': 'application/json' } })
    expect(wanted).toContain(answer.status)
    expect(Object.keys(answer.body.error).sort().slice(0, 2)).toEqual([
      'code',
      answer.body.error.fields ? 'fields' : 'message',
    ])
    expect(await query('SELECT 1 FROM "Post" WHERE "authorId" = $1', [ana.id])).toEqual([])
  })

  it('text that looks like markup or SQL, or is in another alphabet, is stored and returned unchanged', async () => {
    const ana = await person('Ana')
    const words = [
      `<script>alert('x')</script> "; DROP TABLE "Post"; --`,
      `{"$ne": null} \${7*7} {{7*7}} %s %00`,
      'مرحبا שלום 你好 👩‍👩‍👧‍👦 e\u0301 \u202Eabc\u202C',
      'x'.repeat(2000),
      '😀'.repeat(1000),
    ]
    for (const text of words) {
      const written = await post(ana, text)
      expect(written.text).toBe(text)
      expect((await ask.readPost(undefined, written)).body.post.text).toBe(text)
    }
  })
})
