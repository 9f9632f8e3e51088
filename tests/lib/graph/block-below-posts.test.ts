import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findDrift } from '@/lib/postgres/counter-drift'
import { startRedis } from '@/lib/redis/client'
import type { Post } from '@/lib/shared/views'
import {
  block,
  comment,
  commentTexts,
  follow,
  like,
  likerNames,
  markSeen,
  post,
  readBell,
  readFeed,
  unblock,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { openStream, waitFor } from '../../support/streams'
import { bellShows } from '../notifications/checked-bell'

beforeAll(startRedis)
beforeEach(clearEvents)

/** Eve has liked and commented a post of Ana and one of Olga. Dana, who follows both, has said something there before. */
async function scene() {
  const [ana, eve] = await people('Ana', 'Eve')
  const [dana, olga] = await people('Dana', 'Olga')
  for (const author of [ana, olga]) await follow(dana, author)
  const [anas, olgas] = [await post(ana, 'of Ana'), await post(olga, 'of Olga')]
  for (const written of [anas, olgas]) {
    await comment(dana, written, 'from Dana')
    await drain()
    await comment(eve, written, 'from Eve')
    await like(eve, written)
    await like(dana, written)
  }
  await drain()
  return { ana, eve, dana, olga, anas, olgas }
}

/** What somebody finds below a post: in the lists, and as counts on its page. */
async function below(as: Person | undefined, written: Post) {
  const { likeCount, commentCount } = (await ask.readPost(as, written)).body.post
  return { likes: await likerNames(as, written), comments: await commentTexts(as, written), likeCount, commentCount }
}

const WITH_EVE = { likes: ['Dana', 'Eve'], comments: ['from Eve', 'from Dana'], likeCount: 2, commentCount: 2 }
const WITHOUT_EVE = { likes: ['Dana'], comments: ['from Dana'], likeCount: 1, commentCount: 1 }

describe.each<[string, (ana: Person, eve: Person) => [Person, Person]]>([
  ['Ana blocks Eve', (ana, eve) => [ana, eve]],
  ['Eve blocks Ana', (ana, eve) => [eve, ana]],
])('%s', (_, inOrder) => {
  test('what Eve said and liked below Ana’s post is hidden from everybody, and not below Olga’s; the end shows it again', async () => {
    const all = await scene()
    const pair = inOrder(all.ana, all.eve)
    await block(...pair)
    for (const as of [all.ana, all.dana, undefined]) expect(await below(as, all.anas)).toEqual(WITHOUT_EVE)
    for (const as of [all.dana, undefined]) expect(await below(as, all.olgas)).toEqual(WITH_EVE)
    const shown = (await readFeed(all.dana)).items.find(({ id }) => id === all.anas.id)
    expect([shown?.likeCount, shown?.commentCount]).toEqual([1, 1])
    expect(await findDrift()).toEqual([])
    await unblock(...pair)
    for (const as of [all.ana, all.dana, undefined]) expect(await below(as, all.anas)).toEqual(WITH_EVE)
  })

  test('Dana’s open screen shows it without a reload, with a newer version of the post', async () => {
    const all = await scene()
    const stream = await openStream(all.dana)
    const newest = (): Post | undefined =>
      stream.of('post').findLast(({ data }) => data.post?.id === all.anas.id)?.data.post
    await block(...inOrder(all.ana, all.eve))
    await drainTwice()
    await waitFor(() => newest()?.commentCount === 1, 'the counts')
    expect(newest()?.likeCount).toBe(1)
    expect(newest()?.updatedAt).toBe((await ask.readPost(all.dana, all.anas)).body.post.updatedAt)
    const ofOlga = stream.of('post').filter(({ data }) => data.post?.id === all.olgas.id)
    expect(ofOlga.filter(({ data }) => data.post.commentCount !== 2)).toEqual([])
    stream.close()
  })

  test('Dana’s row about Eve’s reply goes with it, also when jobs run twice, and comes back in silence', async () => {
    const all = await scene()
    await markSeen(all.dana)
    const before = await bellShows(all.dana)
    expect(before).toEqual(['reply by Eve', 'reply by Eve'])
    const pair = inOrder(all.ana, all.eve)
    await block(...pair)
    await drainTwice()
    const { items, state } = await readBell(all.dana)
    expect([items.map(({ post: about }) => about?.id), state.unseen]).toEqual([[all.olgas.id], 0])
    await unblock(...pair)
    await drain()
    expect([await bellShows(all.dana), (await readBell(all.dana)).state.unseen]).toEqual([before, 0])
  })
})

test('a comment that Eve sends while Ana blocks her is hidden from everybody, whichever comes first', async () => {
  const [ana, eve] = await people('Ana', 'Eve')
  const dana = await person('Dana')
  const written = await post(ana, 'Talk')
  await Promise.all([ask.comment(eve, written, { text: 'from Eve' }), block(ana, eve)])
  await drain()
  expect(await below(dana, written)).toEqual({ likes: [], comments: [], likeCount: 0, commentCount: 0 })
  expect(await bellShows(ana)).toEqual([])
})
