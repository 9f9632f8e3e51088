import { expect, it } from 'vitest'
import { post } from '../../support/acts'
import { ask } from '../../support/ask'
import { people } from '../../support/people'

it('a page of Ana that is still open does nothing in the name of Ben, who has signed in in the same browser', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const bread = await post(ana, 'Bread is ready')
  const fromAnas = { headers: { 'x-viewer': String(ana.viewer.id) } }
  for (const answer of [
    await ask.post(ben, { text: 'Dear diary', audience: 'public' }, fromAnas),
    await ask.comment(ben, bread, { text: 'Dear diary' }, fromAnas),
    await ask.like(ben, bread, fromAnas),
    await ask.follow(ben, ana, {}, fromAnas),
    await ask.me(ben, fromAnas),
  ]) {
    expect([answer.status, answer.body.error.code]).toEqual([401, 'not_signed_in'])
  }
  expect((await ask.postsOf(ben, ben)).body.items).toEqual([])
  expect((await ask.readPost(ben, bread)).body.post).toMatchObject({ likeCount: 0, commentCount: 0 })
  expect((await ask.profile(ben, ana)).body.relation.following).toBe(false)
})

it('with her own id, and without any, Ana is Ana', async () => {
  const [ana] = await people('Ana')
  const ways: Record<string, string>[] = [{ 'x-viewer': String(ana.viewer.id) }, {}]
  for (const headers of ways) {
    expect((await ask.me(ana, { headers })).body.user.handle).toBe(ana.handle)
    expect((await ask.post(ana, { text: 'Bread', audience: 'public' }, { headers })).status).toBe(201)
  }
})
