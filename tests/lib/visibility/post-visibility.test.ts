import { beforeAll, describe, expect, it } from 'vitest'
import { AUDIENCES } from '@/lib/shared/schemas'
import type { Audience, Post } from '@/lib/shared/views'
import { createPlace, deletePost, feedTexts, poll, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { drain, drainTwice } from '../../support/jobs'
import type { Person } from '../../support/people'
import { anaAndHerViewers, MAY_SEE } from './viewers'

/** The feed holds posts of people whom the viewer follows, and the viewer's own. */
const FOLLOWS = ['Ana herself', 'Ben, her friend', 'Cleo, who follows her']

let viewers: Record<string, Person | undefined>
const posts: Partial<Record<Audience, Post>> = {}
let ana: Person
let placeId: string

async function prepare() {
  const people = await anaAndHerViewers()
  ana = people.ana
  viewers = people.viewers
  placeId = (await createPlace(ana)).id
  for (const audience of AUDIENCES) {
    posts[audience] = await post(ana, audience, { audience, activity: { verb: 'ate_at', placeId } })
  }
}

describe.each([
  ['once', drain],
  ['twice', drainTwice],
])('who may see a post of Ana, after each job ran %s', (_, settle) => {
  beforeAll(async () => {
    await prepare()
    await settle()
  })

  it.each(Object.entries(MAY_SEE))('%s', async (name, wanted) => {
    const as = viewers[name]
    for (const audience of AUDIENCES) {
      const id = posts[audience]?.id ?? ''
      const status = wanted.includes(audience) ? 200 : 404
      expect((await ask.readPost(as, { id })).status).toBe(status)
      expect((await ask.revisions(as, { id })).status).toBe(status)
    }
    const textsOf = (items: Post[]) => items.map(({ text }) => text).sort()
    const atPlace = await ask.postsAtPlace(as, { id: placeId })
    // Ana has added the place for her posts: who sees none of them does not know of it.
    if (wanted.length === 0) expect(atPlace.status).toBe(404)
    else expect(textsOf(atPlace.body.items)).toEqual([...wanted].sort())
    const ofAna = await ask.postsOf(as, ana)
    // Fay gets a stub of Ana without posts; Emil cannot find Ana.
    if (name === 'Emil, whom she blocks') expect(ofAna.status).toBe(404)
    else expect(textsOf(ofAna.body.items)).toEqual([...wanted].sort())
    if (!as) return
    const inFeed = FOLLOWS.includes(name) ? [...wanted].sort() : []
    expect((await feedTexts(as)).sort()).toEqual(inFeed)
    const { position } = await poll(as)
    expect((await poll(as, position)).items).toEqual([])
  })

  it('hidden, deleted and unknown posts and invalid ids have the same answer', async () => {
    const gone = await post(ana, 'gone')
    await deletePost(ana, gone)
    const dana = viewers['Dana, a stranger']
    const ids = [posts.friends?.id ?? '', gone.id, '1', 'no-id', '9'.repeat(40)]
    const answers = await Promise.all(ids.map((id) => ask.readPost(dana, { id })))
    for (const { status, body } of answers) {
      expect(status).toBe(404)
      expect(JSON.stringify(body)).toBe(JSON.stringify(answers[0]?.body))
    }
  })
})
