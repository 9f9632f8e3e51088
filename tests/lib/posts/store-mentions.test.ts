import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { comment, edit, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { deleteAccount, type Person, people, person, suspend } from '../../support/people'
import { query } from '../../support/query'

beforeAll(startRedis)

type Row = { name: string; id: bigint; at: Date }

const inPost = ({ id }: { id: string }) =>
  query<Row>(
    `SELECT u.name, m.id, m."createdAt" AS at FROM "Mention" m JOIN "User" u ON u.id = m."userId"
     WHERE m."postId" = $1 AND m."commentId" IS NULL ORDER BY u.name`,
    [id],
  )
const inComment = ({ id }: { id: string }) =>
  query<Row & { postId: bigint }>(
    `SELECT u.name, m.id, m."createdAt" AS at, m."postId" FROM "Mention" m JOIN "User" u ON u.id = m."userId"
     WHERE m."commentId" = $1 ORDER BY u.name`,
    [id],
  )
const names = (rows: Row[]) => rows.map(({ name }) => name)

const village = async (): Promise<[Person, Person, Person]> => await people('Ana', 'Ben', 'Cleo')

describe('the mentions of a post', () => {
  it('are stored with it: each once, in upper or lower case, and only of users who exist', async () => {
    const [ana, ben, cleo] = await village()
    const written = await post(ana, `@${ben.handle} @${ben.handle.toUpperCase()} (@${cleo.handle}), @nobody_here`)
    expect(names(await inPost(written))).toEqual(['Ben', 'Cleo'])
    expect(await inPost(await post(ana, 'Names nobody'))).toEqual([])
  })

  it('are reconciled when its text is edited: rows of users who are still mentioned stay', async () => {
    const [ana, ben, cleo] = await village()
    const written = await post(ana, `With @${ben.handle}`)
    const [first] = await inPost(written)
    await edit(ana, written, { text: `With @${ben.handle} and @${cleo.handle}` })
    const both = await inPost(written)
    expect(names(both)).toEqual(['Ben', 'Cleo'])
    expect(both[0]).toEqual(first)
    await edit(ana, written, { audience: 'friends' })
    expect(await inPost(written)).toEqual(both)
    await edit(ana, written, { text: `With @${cleo.handle} alone` })
    expect(await inPost(written)).toEqual(both.slice(1))
    await edit(ana, written, { text: 'Alone' })
    expect(await inPost(written)).toEqual([])
  })

  it('leave out suspended and deleted users', async () => {
    const [ana, ben, cleo] = await village()
    await suspend(ben)
    await deleteAccount(cleo)
    expect(await inPost(await post(ana, `@${ben.handle} @${cleo.handle}`))).toEqual([])
  })

  it('are at most twenty people, in a post, an edit and a comment; a text that names more is refused and stores nothing', async () => {
    const ana = await person('Ana')
    const names = await Promise.all(Array.from({ length: 21 }, async () => `@${(await person('One')).handle}`))
    const [twenty, more] = [names.slice(0, 20).join(' '), names.join(' ')]
    const written = await post(ana, `${twenty} and ${names[0]} again`)
    expect(await inPost(written)).toHaveLength(20)
    const answers = [
      await ask.post(ana, { text: more, audience: 'public' }),
      await ask.edit(ana, written, { text: more }),
      await ask.comment(ana, written, { text: more }),
    ]
    for (const { status, body } of answers) {
      expect([status, body.error.fields]).toEqual([422, { text: 'names 21 people, and can name 20' }])
    }
    expect((await ask.postsOf(ana, ana)).body.items).toHaveLength(1)
    expect((await ask.comments(ana, written)).body.items).toEqual([])
    expect(await inPost(written)).toHaveLength(20)
  })

  it('match the last text after two edits at the same time', async () => {
    const [ana, ben, cleo] = await village()
    const written = await post(ana, 'Nobody')
    const texts = [`@${ben.handle}`, `@${cleo.handle}`, `@${ben.handle} @${cleo.handle}`, 'Nobody']
    await Promise.all(texts.map((text) => edit(ana, written, { text: `${text} again` })))
    const [row] = await query<{ text: string }>('SELECT text FROM "Post" WHERE id = $1', [written.id])
    const wanted = [ben, cleo].filter(({ handle }) => row?.text.includes(handle)).map(({ name }) => name)
    expect(names(await inPost(written))).toEqual(wanted)
  })
})

describe('the mentions of a comment', () => {
  it('are stored apart from those of its post, and stay when the post is edited', async () => {
    const [ana, ben, cleo] = await village()
    const written = await post(ana, `For @${ben.handle}`)
    const said = await comment(cleo, written, `@${ben.handle} and @${ana.handle}, look`)
    expect(names(await inComment(said))).toEqual(['Ana', 'Ben'])
    expect((await inComment(said)).map(({ postId }) => String(postId))).toEqual([written.id, written.id])
    await edit(ana, written, { text: 'For nobody' })
    expect(await inPost(written)).toEqual([])
    expect(names(await inComment(said))).toEqual(['Ana', 'Ben'])
  })

  it('are stored once for a comment that is sent twice with one key', async () => {
    const [ana, ben] = await village()
    const written = await post(ana, 'Twice')
    const send = () => ask.comment(ben, written, { text: `@${ana.handle}` }, { headers: { 'idempotency-key': 'k' } })
    const [first] = [await send(), await send()]
    expect(await inComment(first.body.comment)).toHaveLength(1)
  })
})
