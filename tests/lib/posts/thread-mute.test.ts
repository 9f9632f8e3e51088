import { beforeAll, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { askFor } from '../../support/conversation'
import { type Person, person } from '../../support/people'
import { change, post } from '../../support/posting'
import { query } from '../../support/query'

beforeAll(startRedis)

const mutesOf = async ({ id }: Person) =>
  (await query<{ postId: bigint }>('SELECT "postId" FROM "ThreadMute" WHERE "userId" = $1', [id])).map(({ postId }) =>
    String(postId),
  )

it('Ben mutes and unmutes a thread, and repeats both', async () => {
  const [ana, ben] = [await person('Ana'), await person('Ben')]
  const written = await post(ana, 'Long talk')
  for (const ask of [askFor.mute, askFor.mute]) {
    const { status, body } = await ask(ben, written)
    expect([status, body.post]).toMatchObject([200, { id: written.id, viewer: { liked: false } }])
    expect(await mutesOf(ben)).toEqual([written.id])
  }
  for (const ask of [askFor.unmute, askFor.unmute]) {
    expect((await ask(ben, written)).status).toBe(200)
    expect(await mutesOf(ben)).toEqual([])
  }
})

it('ten times at the same time is once; Ana may mute the thread of her own post; each mute is for one user', async () => {
  const [ana, ben] = [await person('Ana'), await person('Ben')]
  const written = await post(ana, 'Long talk')
  const answers = await Promise.all(Array.from({ length: 10 }, () => askFor.mute(ben, written)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await askFor.mute(ana, written)
  await askFor.unmute(ben, written)
  expect([await mutesOf(ana), await mutesOf(ben)]).toEqual([[written.id], []])
})

it('Ben can neither mute nor unmute what he may not see, and nobody can notice that he muted a thread', async () => {
  const [ana, ben] = [await person('Ana'), await person('Ben')]
  const written = await post(ana, 'Not for long')
  await askFor.mute(ben, written)
  const seen = (await askFor.mute(ana, written)).body.post
  expect(seen.updatedAt).toBe(written.updatedAt)
  await change(ana, written, { audience: 'only_me' })
  const hidden = await post(ana, 'Never for Ben', { audience: 'friends' })
  for (const ask of [askFor.mute, askFor.unmute]) {
    for (const one of [written, hidden]) expect((await ask(ben, one)).status).toBe(404)
    expect((await ask(undefined, written)).status).toBe(401)
  }
  expect(await mutesOf(ben)).toEqual([written.id])
})
