import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Comment } from '@/lib/shared/views'
import { block, comment, commentTexts, deletePost, edit, post, restore } from '../../support/acts'
import { ask } from '../../support/ask'
import { notifyEvents } from '../../support/events'
import { type Person, people, suspend } from '../../support/people'
import { storedCounts } from '../../support/stored-counts'

beforeAll(startRedis)

const village = async (): Promise<[Person, Person, Person]> => await people('Ana', 'Ben', 'Cleo')

describe('commenting', () => {
  it('Ben comments on a post of Ana, and everybody who sees the post sees his comment', async () => {
    const [ana, ben] = await village()
    const written = await post(ana, 'Bread?')
    const { status, body } = await ask.comment(ben, written, { text: '  Yes,\nplease!  ' })
    expect([status, body]).toEqual([
      201,
      {
        comment: {
          id: expect.stringMatching(/^[1-9]\d+$/),
          author: { id: String(ben.id), handle: ben.handle, name: 'Ben', bio: '', avatarUrl: null },
          text: 'Yes,\nplease!',
          createdAt: expect.stringMatching(/Z$/),
          mentions: [],
        },
      },
    ])
    for (const as of [ana, ben, undefined]) {
      expect((await ask.comments(as, written)).body).toEqual({ items: [body.comment], nextCursor: null })
    }
    const seen = (await ask.readPost(undefined, written)).body.post
    expect(seen).toMatchObject({ commentCount: 1, editedAt: null })
    expect(seen.updatedAt > written.updatedAt).toBe(true)
    expect((await notifyEvents('postId', written.id)).at(-1)).toEqual({
      type: 'comment.changed',
      payload: { postId: written.id, commentId: body.comment.id },
    })
  })

  it('many at the same time: the count is the number of rows, and each is listed once', async () => {
    const [ana, ben, cleo] = await village()
    const written = await post(ana, 'Busy')
    const texts = Array.from({ length: 24 }, (_, n) => `word ${n}`)
    await Promise.all(texts.map((text, n) => comment([ana, ben, cleo][n % 3] ?? ana, written, text)))
    expect(await storedCounts(written)).toMatchObject({ commentCount: 24, comments: 24 })
    expect((await commentTexts(ana, written)).toSorted()).toEqual(texts.toSorted())
  })

  it('comes in pages, newest first, each once, also while others comment', async () => {
    const [ana, ben] = await village()
    const written = await post(ana, 'Long talk')
    for (let n = 0; n < 7; n++) await comment(ben, written, `word ${n}`)
    const pages: string[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await ask.comments(ana, written, { query: `?limit=3${cursor && `&cursor=${cursor}`}` })
      pages.push(body.items.map(({ text }: Comment) => text))
      cursor = body.nextCursor
      if (pages.length === 1) await comment(ana, written, 'in between')
    }
    expect(pages).toEqual([['word 6', 'word 5', 'word 4'], ['word 3', 'word 2', 'word 1'], ['word 0']])
  })

  it('text that looks like markup or SQL, or is in another alphabet, is stored and returned unchanged', async () => {
    const [ana, ben] = await village()
    const written = await post(ana, 'Say anything')
    const words = [
      `<script>alert('x')</script> "; DROP TABLE "Comment"; --`,
      'مرحبا שלום 你好 👩‍👩‍👧‍👦 e\u0301 \u202Eabc\u202C',
      'x'.repeat(1000),
      '😀'.repeat(500),
    ]
    for (const text of words) expect((await comment(ben, written, text)).text).toBe(text)
    expect(await commentTexts(undefined, written)).toEqual(words.toReversed())
  })
})

describe('deleting a comment', () => {
  it('Ben deletes his own: nobody sees it any more, and the count changes once', async () => {
    const [ana, ben, cleo] = await village()
    const written = await post(ana, 'Talk')
    const said = await comment(ben, written, 'Never mind')
    await comment(cleo, written, 'Hm?')
    expect((await ask.deleteComment(ben, said)).status).toBe(204)
    const again = await ask.deleteComment(ben, said)
    expect([again.status, again.body.error.code]).toEqual([404, 'comment_not_found'])
    expect(await storedCounts(written)).toMatchObject({ commentCount: 1, comments: 1 })
    for (const as of [ana, ben, undefined]) expect(await commentTexts(as, written)).toEqual(['Hm?'])
    const about = await notifyEvents('commentId', said.id)
    expect(about).toEqual(
      Array(2).fill({ type: 'comment.changed', payload: { postId: written.id, commentId: said.id } }),
    )
  })

  it('twenty requests at the same time count as one', async () => {
    const [ana, ben] = await village()
    const written = await post(ana, 'Talk')
    const said = await comment(ben, written, 'Never mind')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => ask.deleteComment(n % 2 === 0 ? ana : ben, said)),
    )
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(19)
    expect(await storedCounts(written)).toMatchObject({ commentCount: 0, comments: 0 })
  })

  it('Ana deletes comments of others on her post; nobody else may', async () => {
    const [ana, ben, cleo] = await village()
    const written = await post(ana, 'Talk')
    const said = await comment(ben, written, 'Rude words')
    const unknown = await ask.deleteComment(cleo, { id: '1' })
    const refused = await ask.deleteComment(cleo, said)
    expect([refused.status, refused.body]).toEqual([404, unknown.body])
    expect((await ask.deleteComment(undefined, said)).status).toBe(401)
    expect((await ask.deleteComment(ana, said)).status).toBe(204)
    expect(await storedCounts(written)).toMatchObject({ commentCount: 0, comments: 0 })
  })

  it('below a deleted post there is none to delete, and it is there again after the restore', async () => {
    const [ana, ben] = await village()
    const written = await post(ana, 'Talk')
    const said = await comment(ben, written, 'from Ben')
    await deletePost(ana, written)
    for (const one of [ana, ben]) expect((await ask.deleteComment(one, said)).status).toBe(404)
    await restore(ana, written)
    expect(await commentTexts(ana, written)).toEqual(['from Ben'])
  })

  it('everybody can take back their own words, also where they may not see the post any more', async () => {
    const [ana, ben, cleo] = await village()
    const written = await post(ana, 'Talk')
    const [bens, cleos] = [await comment(ben, written, 'from Ben'), await comment(cleo, written, 'from Cleo')]
    await block(ana, cleo)
    expect((await ask.deleteComment(cleo, cleos)).status).toBe(204)
    await edit(ana, written, { audience: 'only_me' })
    expect((await ask.deleteComment(ben, bens)).status).toBe(204)
    expect(await storedCounts(written)).toMatchObject({ commentCount: 0, comments: 0 })
  })

  it.each<[string, (ana: Person, eve: Person) => Promise<unknown>]>([
    ['she blocks Eve', (ana, eve) => block(ana, eve)],
    ['Eve blocks her', (ana, eve) => block(eve, ana)],
    ['both block each other', async (ana, eve) => Promise.all([block(ana, eve), block(eve, ana)])],
    ['Eve is suspended', (_, eve) => suspend(eve)],
  ])('Ana can delete what Eve said below her post while %s, and not what she said elsewhere', async (_, happens) => {
    const [ana, eve, olga] = await people('Ana', 'Eve', 'Olga')
    const [hers, olgas] = [await post(ana, 'Talk'), await post(olga, 'Other talk')]
    const [here, there] = [await comment(eve, hers, 'Rude words'), await comment(eve, olgas, 'Rude words')]
    await happens(ana, eve)
    expect((await ask.deleteComment(ana, there)).status).toBe(404)
    expect((await ask.deleteComment(ana, here)).status).toBe(204)
    for (const [one, other] of [
      [ana, eve],
      [eve, ana],
    ] as const)
      await ask.unblock(one, other)
    expect(await commentTexts(olga, hers)).toEqual([])
  })

  it('of an invalid id: the same bytes as of an unknown one', async () => {
    const [ana, ben] = await village()
    const hidden = await comment(ana, await post(ana, 'mine', { audience: 'only_me' }), 'hidden')
    const said = new Set<string>()
    for (const id of [hidden.id, '1', '0', '-1', '01', 'x', '9'.repeat(40), "1'--", '1\u0000', String(2n ** 63n)]) {
      const { status, body, headers } = await ask.deleteComment(ben, { id })
      said.add(JSON.stringify([status, body, [...headers].filter(([name]) => name !== 'x-request-id')]))
    }
    expect([...said]).toHaveLength(1)
    expect([...said][0]).toContain('comment_not_found')
  })
})
