import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Post } from '@/lib/shared/views'
import { comment, edit, post, readFeed } from '../../support/acts'
import { ask, type Who } from '../../support/ask'
import type { Answer } from '../../support/call'
import { person } from '../../support/people'
import { query } from '../../support/query'

beforeAll(startRedis)

const write = (who: Who, text: string) => ask.post(who, { text, audience: 'public' })

/** Every field in which people write, with its limit. */
const FIELDS: [string, number, (who: Who, text: string) => Promise<Answer>, string][] = [
  ['a post', 2000, write, 'text'],
  ['a comment', 1000, async (who, text) => ask.comment(who, await post(who, 'Talk'), { text }), 'text'],
  ['a name', 50, (who, name) => ask.changeProfile(who, { name }), 'name'],
  ['a bio', 300, (who, bio) => ask.changeProfile(who, { bio }), 'bio'],
  ['the name of a place', 100, (who, name) => ask.createPlace(who, { name, kind: 'Bar' }), 'name'],
]

describe.each(FIELDS)('%s', (_, max, send, field) => {
  it.each(['😀', '👩‍👩‍👧‍👦', 'e\u0301', '🇩🇪'])(
    'counts %s as one character, and a line break at the end as none',
    async (one) => {
      const ana = await person('Ana')
      expect((await send(ana, `${one.repeat(max)}\n\n`)).status).toBeLessThan(300)
      const over = await send(ana, one.repeat(max + 3))
      expect([over.status, over.body.error.fields[field]]).toEqual([
        422,
        `may have ${max} characters, and has 3 too many`,
      ])
    },
  )

  it('may have eight marks on a letter, and with more is refused and not changed without a word', async () => {
    const ana = await person('Ana')
    const eight = `Z${'\u0335'.repeat(8)}`
    const taken = await send(ana, eight)
    expect([taken.status < 300, JSON.stringify(taken.body)]).toEqual([true, expect.stringContaining(eight)])
    for (const marks of ['\u0335'.repeat(9), '\u0335'.repeat(100), '\u0301\u200d'.repeat(9)]) {
      const { status, body } = await send(ana, `fine Z${marks} fine`)
      expect([status, body.error.fields[field]]).toEqual([422, 'has more than 8 marks on one letter'])
    }
  })

  it('ends directions with their line', async () => {
    const { status, body } = await send(await person('Ana'), 'Z\u202eabc')
    expect(status).toBeLessThan(300)
    expect(JSON.stringify(body)).not.toMatch(/\u202e[^\u202c]*"/)
  })
})

describe('a text in which nothing can be seen', () => {
  it.each(['\u2800', '\u3164', '\ufe0f', '\u200b\u200d', '\u202e', '\u115f\u1160', '\u0001'])(
    '%j is an empty text',
    async (text) => {
      const ana = await person('Ana')
      const written = await post(ana, 'Talk')
      const answers = await Promise.all([
        write(ana, text),
        ask.comment(ana, written, { text }),
        ask.changeProfile(ana, { name: text }),
        ask.createPlace(ana, { name: text, kind: 'Bar' }),
      ])
      for (const { status, body } of answers) {
        expect([status, Object.values(body.error.fields)]).toEqual([422, ['is needed']])
      }
    },
  )
})

describe('the mentions of a view', () => {
  const read = async (who: Who, { id }: Post) => (await ask.readPost(who, { id })).body.post

  it('are the handles that somebody has, as they are written at sign-up', async () => {
    const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
    const text = `@${ben.handle.toUpperCase()} @nobody_here https://example.com/@${cleo.handle} ${cleo.handle}@example.com`
    const written = await post(ana, text)
    expect(written.mentions).toEqual([ben.handle])
    expect((await read(cleo, written)).mentions).toEqual([ben.handle])
    expect((await readFeed(ana)).items[0]?.mentions).toEqual([ben.handle])
    expect((await edit(ana, written, { text: `https://example.com/，@${cleo.handle}` })).mentions).toEqual([
      cleo.handle,
    ])
    const said = await comment(ben, written, `@${ana.handle} and @nobody_here`)
    expect(said.mentions).toEqual([ana.handle])
    expect((await ask.comments(cleo, written)).body.items[0].mentions).toEqual([ana.handle])
  })

  it('are without people whose accounts are closed', async () => {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    const written = await post(ana, `@${ben.handle}`)
    await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [ben.id])
    expect((await read(ana, written)).mentions).toEqual([])
  })
})

describe('a handle', () => {
  it.each(['admin', 'Support', 'carillon', 'all', 'ME', 'notifications', 'Adm1n', '_moderat0r_', 'api', 'settings'])(
    '%s cannot be taken',
    async (handle) => {
      const body = { handle, name: 'Eve', email: `${handle}@example.com`, password: 'a short sentence' }
      const answer = await ask.signUp(undefined, body)
      expect([answer.status, answer.body.error.code]).toEqual([409, 'handle_taken'])
      expect(Object.keys(answer.body.error.fields)).toEqual(['handle'])
    },
  )
})
