import { describe, expect, it } from 'vitest'
import { befriend, comment, deletePost, edit, feedTexts, like, post, restore } from '../../support/acts'
import { ask } from '../../support/ask'
import { people, person } from '../../support/people'
import { query } from '../../support/query'

describe('editing a post', () => {
  it('keeps the earlier texts, newest first, and updatedAt only grows', async () => {
    const ana = await person('Ana')
    const first = await post(ana, 'one')
    const second = await edit(ana, first, { text: 'two' })
    const third = await edit(ana, first, { text: 'three' })
    expect([second.text, third.text]).toEqual(['two', 'three'])
    expect(third.editedAt).not.toBeNull()
    expect(first.updatedAt < second.updatedAt && second.updatedAt < third.updatedAt).toBe(true)
    const { body } = await ask.revisions(ana, first)
    expect(body.items.map((item: { text: string }) => item.text)).toEqual(['two', 'one'])
  })

  it('a change of the audience alone is not an edit; changing nothing records nothing', async () => {
    const ana = await person('Ana')
    const first = await post(ana, 'one')
    expect((await edit(ana, first, { audience: 'friends' })).editedAt).toBeNull()
    const count = async () => (await query('SELECT 1 FROM "OutboxEvent"')).length
    const before = await count()
    await edit(ana, first, { text: 'one', audience: 'friends' })
    expect(await count()).toBe(before)
  })

  it('is for its author only: Ben gets the answer of a post that does not exist', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const { id } = await post(ana, 'mine')
    const params = { id }
    const answers = [
      await ask.edit(ben, params, { text: 'yours' }),
      await ask.deletePost(ben, params),
      await ask.restore(ben, params),
    ]
    const unknown = await ask.deletePost(ben, { id: '1' })
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([404, unknown.body])
  })
})

describe('an edit that says which version it was made from', () => {
  const conflict = (...fields: string[]) => ({
    status: 409,
    body: {
      error: {
        code: 'changed_elsewhere',
        message: 'This was changed elsewhere meanwhile.',
        fields: Object.fromEntries(fields.map((field) => [field, 'was changed elsewhere'])),
      },
    },
  })

  it('does not overwrite a text from another device, whatever else changed between', async () => {
    const ana = await person('Ana')
    const opened = await post(ana, 'one')
    await edit(ana, opened, { text: 'from the phone' })
    await edit(ana, opened, { audience: 'friends' })
    const basedOn = { text: opened.text, audience: opened.audience }
    expect(await ask.edit(ana, opened, { text: 'from the laptop', basedOn })).toMatchObject(
      conflict('text', 'audience'),
    )
    expect(await ask.edit(ana, opened, { text: 'from the laptop', basedOn: { text: 'one' } })).toMatchObject(
      conflict('text'),
    )
    const kept = (await ask.readPost(ana, opened)).body.post
    expect([kept.text, kept.audience]).toEqual(['from the phone', 'friends'])
  })

  it('does not widen what was made private on another device, nor add a text to what was made public there', async () => {
    const ana = await person('Ana')
    const opened = await post(ana, 'one', { audience: 'friends' })
    await edit(ana, opened, { audience: 'only_me' })
    const widened = { audience: 'public', basedOn: { audience: 'friends' } }
    expect(await ask.edit(ana, opened, widened)).toMatchObject(conflict('audience'))
    await edit(ana, opened, { audience: 'public' })
    const written = { text: 'a secret', basedOn: { text: 'one', audience: 'friends' } }
    expect(await ask.edit(ana, opened, written)).toMatchObject(conflict('audience'))
    expect(await feedTexts(ana)).toEqual(['one'])
  })

  it('of 2,000 family emoji is accepted', async () => {
    const ana = await person('Ana')
    const family = '👨\u200d👩\u200d👧\u200d👦'
    const opened = await post(ana, family.repeat(2000))
    const text = `${family.repeat(1999)}!`
    const answer = await ask.edit(ana, opened, { text, basedOn: { text: opened.text, audience: 'public' } })
    expect([answer.status, answer.body.post?.text]).toEqual([200, text])
  })

  it('likes and comments are no conflict, nor is the same edit again', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const opened = await post(ana, 'one')
    await like(ben, opened)
    await comment(ben, opened)
    const body = { text: 'two', basedOn: { text: 'one', audience: 'public' } }
    for (const nth of [1, 2]) {
      const answer = await ask.edit(ana, opened, body)
      expect([nth, answer.status, answer.body.post?.text]).toEqual([nth, 200, 'two'])
    }
  })

  it('of two devices that edit the same version at the same time, one gets the conflict', async () => {
    const ana = await person('Ana')
    const opened = await post(ana, 'one')
    const texts = ['phone', 'laptop', 'tablet', 'watch']
    const answers = await Promise.all(texts.map((text) => ask.edit(ana, opened, { text, basedOn: { text: 'one' } })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
  })

  it.each([
    [{ basedOn: {} }, 'text'],
    [{ text: 'x', basedOn: { updatedAt: 'now' } }, 'updatedAt'],
    [{ text: 'x', basedOn: { audience: 'all' } }, 'basedOn.audience'],
    [{ text: 'x', basedOn: 'one' }, 'basedOn'],
  ])('%j is refused', async (body, field) => {
    const ana = await person('Ana')
    const answer = await ask.edit(ana, await post(ana, 'one'), body)
    expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([422, [field]])
  })
})

describe('deleting a post', () => {
  it('removes it from the feed, and restoring puts it back where it stood', async () => {
    const ana = await person('Ana')
    const middle = [await post(ana, 'one'), await post(ana, 'two'), await post(ana, 'three')][1] ?? { id: '' }
    await deletePost(ana, middle)
    expect(await feedTexts(ana)).toEqual(['three', 'one'])
    await restore(ana, middle)
    await restore(ana, middle)
    expect(await feedTexts(ana)).toEqual(['three', 'two', 'one'])
  })

  it('twice is post_not_found; after an hour it cannot be restored', async () => {
    const ana = await person('Ana')
    const { id } = await post(ana, 'one')
    await deletePost(ana, { id })
    expect((await ask.deletePost(ana, { id })).status).toBe(404)
    await query(`UPDATE "Post" SET "deletedAt" = now() - interval '2 hours' WHERE id = $1`, [id])
    const late = await ask.restore(ana, { id })
    expect([late.status, late.body.error.code]).toEqual([422, 'restore_too_late'])
  })
})

describe('hostile input to POST /api/posts', () => {
  const right = { text: 'hi', audience: 'public' }

  it.each([
    ['no JSON', '{', 400],
    ['a list', [], 422],
    ['nothing to say', { ...right, text: '  ' }, 422],
    ['an audience of its own', { ...right, audience: 'everyone' }, 422],
    ['an unknown key', { ...right, authorId: '1' }, 422],
    ['a NUL', { ...right, text: 'a\u0000b' }, 422],
    ['half a character', { ...right, text: 'a\ud800b' }, 422],
    ['a place that is not there', { ...right, activity: { verb: 'visited', placeId: '12' } }, 422],
    ['a place id beyond bigint', { ...right, activity: { verb: 'visited', placeId: '9'.repeat(19) } }, 422],
    ['a verb of its own', { ...right, activity: { verb: 'slept_at', placeId: '12' } }, 422],
    ['too long a text', { ...right, text: 'x'.repeat(2001) }, 422],
    ['a huge body', { ...right, text: 'x'.repeat(300_000) }, 413],
  ])('%s is refused', async (_, body, status) => {
    const ana = await person('Ana')
    const answer = await ask.post(ana, body)
    expect(answer.status).toBe(status)
    expect(answer.body.error.code).toMatch(/^[a-z_]+$/)
    expect(await query('SELECT 1 FROM "Post" WHERE "authorId" = $1', [ana.id])).toEqual([])
  })

  it('another content type, another site and no session are refused, each with its own status', async () => {
    const ana = await person('Ana')
    const send = (headers: Record<string, string>, as?: typeof ana) => ask.post(as, right, { headers })
    expect((await send({ 'content-type': 'text/plain' }, ana)).status).toBe(415)
    expect((await send({ origin: 'https://evil.example' }, ana)).status).toBe(403)
    expect((await send({})).status).toBe(401)
  })
})

describe('the earlier texts of a post', () => {
  it('stay visible only to those they were written for when the audience is widened later', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await befriend(ana, ben)
    const { id } = await post(ana, 'for me', { audience: 'only_me' })
    await edit(ana, { id }, { text: 'for friends', audience: 'friends' })
    await edit(ana, { id }, { text: 'for all', audience: 'public' })
    await edit(ana, { id }, { text: 'for all, again' })
    const textsFor = async (as?: typeof ana) =>
      (await ask.revisions(as, { id })).body.items.map((item: { text: string }) => item.text)
    expect(await textsFor(ana)).toEqual(['for all', 'for friends', 'for me'])
    expect(await textsFor(ben)).toEqual(['for all', 'for friends'])
    expect(await textsFor(cleo)).toEqual(['for all'])
    expect(await textsFor()).toEqual(['for all'])
  })
})

describe('restoring with an idempotency key', () => {
  it('answers the same again, also when the post has changed since', async () => {
    const ana = await person('Ana')
    const { id } = await post(ana, 'back')
    await deletePost(ana, { id })
    const undo = () => ask.restore(ana, { id }, { headers: { 'idempotency-key': 'k' } })
    const first = await undo()
    expect(first.status).toBe(200)
    await deletePost(ana, { id })
    expect(await undo()).toMatchObject({ status: 200, body: first.body })
    expect(await feedTexts(ana)).toEqual([])
  })
})
