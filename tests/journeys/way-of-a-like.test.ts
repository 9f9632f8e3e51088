import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Post } from '@/lib/shared/views'
import { block, comment, deleteComment, deletePost, follow, like, post, showPosts } from '../support/acts'
import { clearEvents } from '../support/events'
import { drain, drainTwice } from '../support/jobs'
import { type Person, people } from '../support/people'
import { connectionOf, openStream, type TestStream, waitFor } from '../support/streams'

beforeAll(startRedis)

type Village = Record<'ana' | 'ben' | 'cleo' | 'dana', { person: Person; stream: TestStream }>

/** Ana has posted; Ben follows her; Cleo and Dana are strangers, and Cleo has the permalink open. */
async function village(): Promise<Village & { written: Post }> {
  const [ana, ben, cleo, dana] = await people('Ana', 'Ben', 'Cleo', 'Dana')
  await follow(ben, ana)
  await clearEvents()
  const at = async (one: Person) => ({ person: one, stream: await openStream(one) })
  const all = { ana: await at(ana), ben: await at(ben), cleo: await at(cleo), dana: await at(dana) }
  const written = await post(ana, 'Bread')
  await drain()
  await showPosts(cleo, [written], { connectionId: connectionOf(all.cleo.stream) })
  return { ...all, written }
}

const lastCounts = ({ stream }: { stream: TestStream }) => {
  const { likeCount, commentCount } = stream.of('post').at(-1)?.data.post ?? {}
  return `${likeCount} ${commentCount}`
}

type Step = (dana: Person, written: Post) => Promise<unknown>

describe.each([
  ['once', drain],
  ['twice', drainTwice],
])('a change of a post arrives on every screen that shows it, after each job ran %s', (_, settle) => {
  it.each<[string, string, Step]>([
    ['likes it', '1 0', (dana, written) => like(dana, written)],
    ['comments on it', '0 1', (dana, written) => comment(dana, written, 'Mine!')],
    [
      'comments on it and deletes the comment',
      '0 0',
      async (dana, written) => deleteComment(dana, await comment(dana, written, 'Mine!')),
    ],
  ])('Dana %s: %s', async (_, wanted, act) => {
    const { ana, ben, cleo, dana, written } = await village()
    await act(dana.person, written)
    await settle()
    await waitFor(() => [ana, ben, cleo].every((one) => lastCounts(one) === wanted))
    expect(dana.stream.of('post')).toEqual([])
  })

  it('Ana deletes it, and blocks Cleo: Cleo receives the deletion and nothing else of the post', async () => {
    const { ana, ben, cleo, dana, written } = await village()
    await block(ana.person, cleo.person)
    await like(dana.person, written)
    await settle()
    await waitFor(() => lastCounts(ben) === '1 0')
    expect(cleo.stream.of('post')).toEqual([])
    await deletePost(ana.person, written)
    await settle()
    await waitFor(() => cleo.stream.of('post').length > 0)
    for (const { data } of cleo.stream.of('post')) expect(data).toEqual({ postId: written.id, deleted: true })
  })
})
