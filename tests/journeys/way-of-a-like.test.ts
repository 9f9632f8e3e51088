import { describe, expect, it } from 'vitest'
import type { Post } from '@/lib/shared/views'
import { askFor, comment } from '../support/conversation'
import { drain, drainTwice } from '../support/jobs'
import { block, follow, type Person, person } from '../support/people'
import { post, remove } from '../support/posting'
import { openStream, type TestStream, waitFor } from '../support/streams'
import { connectionOf, view } from '../support/views'

type Village = Record<'ana' | 'ben' | 'cleo' | 'dana', { person: Person; stream: TestStream }>

/** Ana wrote; Ben follows her; the strangers Cleo and Dana have nothing to do with her, but Cleo has the permalink open. */
async function village(): Promise<Village & { written: Post }> {
  const [ana, ben, cleo, dana] = [await person('Ana'), await person('Ben'), await person('Cleo'), await person('Dana')]
  await follow(ben, ana)
  const at = async (one: Person) => ({ person: one, stream: await openStream(one) })
  const all = { ana: await at(ana), ben: await at(ben), cleo: await at(cleo), dana: await at(dana) }
  const written = await post(ana, 'Bread')
  await drain()
  await view(cleo, [written], { connectionId: connectionOf(all.cleo.stream) })
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
])('what somebody does with a post is seen wherever it is open, after each job ran %s', (_, settle) => {
  it.each<[string, string, Step]>([
    ['likes it', '1 0', (dana, written) => askFor.like(dana, written)],
    ['comments on it', '0 1', (dana, written) => comment(dana, written, 'Mine!')],
    [
      'comments on it and deletes the comment',
      '0 0',
      async (dana, written) => askFor.deletion(dana, await comment(dana, written, 'Mine!')),
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
    await askFor.like(dana.person, written)
    await settle()
    await waitFor(() => lastCounts(ben) === '1 0')
    expect(cleo.stream.of('post')).toEqual([])
    await remove(ana.person, written)
    await settle()
    await waitFor(() => cleo.stream.of('post').length > 0)
    for (const { data } of cleo.stream.of('post')) expect(data).toEqual({ postId: written.id, deleted: true })
  })
})
