import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { AUDIENCES } from '@/lib/shared/schemas'
import type { Audience, Comment, Post } from '@/lib/shared/views'
import { befriend, block, comment, commentTexts, deleteComment, like, likerNames, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { type Person, people, person, suspend } from '../../support/people'
import { query } from '../../support/query'
import { anaAndHerViewers, MAY_SEE } from '../visibility/viewers'

beforeAll(startRedis)

/** Users who commented and liked, and the viewers who may not see them. */
const HIDDEN_FROM: Record<string, string[]> = {
  Ana: ['Emil, whom she blocks', 'Fay, who blocks her'],
  Ben: [],
  Gus: ['Cleo, who follows her'],
  Hanna: ['Dana, a stranger'],
  Ivo: Object.keys(MAY_SEE),
}

let viewers: Record<string, Person | undefined>
const posts: Partial<Record<Audience, Post>> = {}

async function prepare() {
  const { ana, ben, cleo, dana, viewers: known } = await anaAndHerViewers()
  viewers = known
  const [gus, hanna, ivo] = await people('Gus', 'Hanna', 'Ivo')
  for (const friend of [gus, hanna, ivo]) await befriend(ana, friend)
  const friends = [ben, gus, hanna, ivo]
  for (const audience of AUDIENCES) {
    const written = await post(ana, audience, { audience })
    posts[audience] = written
    for (const one of audience === 'only_me' ? [ana] : [ana, ...friends]) {
      await comment(one, written, one.name)
      await like(one, written)
    }
  }
  await block(gus, cleo)
  await block(dana, hanna)
  await suspend(ivo)
}

describe('who may read the comments of a post, and see who likes it', () => {
  beforeAll(prepare)

  it.each(Object.entries(MAY_SEE))('%s: %j', async (name, wanted) => {
    const as = viewers[name]
    for (const audience of AUDIENCES) {
      const one = posts[audience]
      if (!one) throw new Error('no post')
      if (!wanted.includes(audience)) {
        expect((await ask.comments(as, one)).status).toBe(404)
        expect((await ask.likes(as, one)).status).toBe(404)
        continue
      }
      const speakers = audience === 'only_me' ? ['Ana'] : Object.keys(HIDDEN_FROM)
      const seen = speakers.filter((speaker) => !HIDDEN_FROM[speaker]?.includes(name)).toReversed()
      expect([audience, await commentTexts(as, one)]).toEqual([audience, seen])
      expect([audience, await likerNames(as, one)]).toEqual([audience, seen])
    }
  })

  it.each(Object.entries(MAY_SEE))('%s can act on what they see, and on nothing else', async (name, wanted) => {
    const as = viewers[name]
    if (!as) return
    const answers = async (one: { id: string }) =>
      [
        await ask.comment(as, one, { text: 'me too' }),
        await ask.like(as, one),
        await ask.unlike(as, one),
        await ask.muteThread(as, one),
        await ask.unmuteThread(as, one),
      ] as const
    for (const audience of AUDIENCES) {
      const one = posts[audience] ?? { id: '' }
      const all = await answers(one)
      const may = wanted.includes(audience)
      expect([audience, all.map(({ status }) => status)]).toEqual([
        audience,
        may ? [201, 200, 200, 200, 200] : Array(5).fill(404),
      ])
      if (!may) for (const { body } of all) expect(body).toEqual((await ask.like(as, { id: '1' })).body)
      // Undone for the next viewer.
      if (may) await deleteComment(as, all[0].body.comment as Comment)
      if (may && ['Ana herself', 'Ben, her friend'].includes(name)) await like(as, one)
    }
  })

  it("a suspended author's posts are hidden, and shown again when she is back", async () => {
    const [zoe, dana] = [await person('Zoe'), viewers['Dana, a stranger']]
    const written = await post(zoe, 'Soon gone')
    await comment(zoe, written, 'words')
    await like(zoe, written)
    const statuses = async () => [
      (await ask.comments(dana, written)).status,
      (await ask.likes(undefined, written)).status,
    ]
    await suspend(zoe)
    expect(await statuses()).toEqual([404, 404])
    await query(`UPDATE "User" SET "suspendedAt" = NULL WHERE id = $1`, [zoe.id])
    expect(await statuses()).toEqual([200, 200])
  })
})
