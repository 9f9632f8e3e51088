import { beforeAll, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { edit, muteThread, post, unmuteThread } from '../../support/acts'
import { ask } from '../../support/ask'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'

beforeAll(startRedis)

const mutesOf = async ({ id }: Person) =>
  (await query<{ postId: bigint }>('SELECT "postId" FROM "ThreadMute" WHERE "userId" = $1', [id])).map(({ postId }) =>
    String(postId),
  )

it('Ben mutes and unmutes a thread, and repeats both', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = await post(ana, 'Long talk')
  for (const change of [ask.muteThread, ask.muteThread]) {
    const { status, body } = await change(ben, written)
    expect([status, body.post]).toMatchObject([200, { id: written.id, viewer: { liked: false } }])
    expect(await mutesOf(ben)).toEqual([written.id])
  }
  for (const change of [ask.unmuteThread, ask.unmuteThread]) {
    expect((await change(ben, written)).status).toBe(200)
    expect(await mutesOf(ben)).toEqual([])
  }
})

it('ten times at the same time is once; Ana may mute the thread of her own post; each mute is for one user', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = await post(ana, 'Long talk')
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask.muteThread(ben, written)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await muteThread(ana, written)
  await unmuteThread(ben, written)
  expect([await mutesOf(ana), await mutesOf(ben)]).toEqual([[written.id], []])
})

it('Ben can neither mute nor unmute what he may not see, and nobody can notice that he muted a thread', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = await post(ana, 'Not for long')
  await muteThread(ben, written)
  const seen = (await ask.muteThread(ana, written)).body.post
  expect(seen.updatedAt).toBe(written.updatedAt)
  await edit(ana, written, { audience: 'only_me' })
  const hidden = await post(ana, 'Never for Ben', { audience: 'friends' })
  for (const change of [ask.muteThread, ask.unmuteThread]) {
    for (const one of [written, hidden]) expect((await change(ben, one)).status).toBe(404)
    expect((await change(undefined, written)).status).toBe(401)
  }
  expect(await mutesOf(ben)).toEqual([written.id])
})
