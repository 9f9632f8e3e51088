import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { NotificationGroup } from '@/lib/shared/views'
import {
  befriend,
  bellState,
  block,
  comment,
  commentTexts,
  deleteComment,
  deletePost,
  edit,
  markSeen,
  mute,
  muteThread,
  post,
  restore,
} from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'
import { bellOf, bellShows } from './checked-bell'
import { clearBells, hoursPass } from './stored-bells'

beforeAll(startRedis)
beforeEach(clearEvents)

/** Ana has written a post for friends, on which Ben and Cleo, but not Dana, have commented; all are friends of hers. */
async function scene() {
  const [ana, ben] = await people('Ana', 'Ben')
  const [cleo, dana] = await people('Cleo', 'Dana')
  for (const one of [ben, cleo, dana]) await befriend(ana, one)
  const said = await post(ana, 'only among us', { audience: 'friends' })
  const first = await comment(ben, said, 'from Ben')
  const second = await comment(ben, said, 'from Ben again')
  await comment(cleo, said, 'from Cleo')
  await comment(ana, said, 'from Ana')
  await drain()
  await clearBells()
  return { ana, ben, cleo, dana, said, first, second }
}

const widened = async (who: Person): Promise<NotificationGroup[]> =>
  (await bellOf(who)).rows.filter(({ type }) => type === 'widened')

describe('Ana shows a post for friends to everybody', () => {
  test('whoever has commented is told once, with their comment, and can delete it; nobody else is', async () => {
    const { ana, ben, cleo, dana, said, first } = await scene()
    await edit(ana, said, { audience: 'public' })
    await drainTwice()
    for (const one of [ben, cleo]) {
      expect([await bellShows(one), (await bellState(one)).unseen]).toEqual([['widened by Ana'], 1])
    }
    for (const one of [ana, dana]) expect(await bellShows(one)).toEqual([])
    const [row] = await widened(ben)
    expect([row?.post?.id, row?.post?.audience, row?.comment?.id, row?.comment?.text]).toEqual([
      said.id,
      'public',
      first.id,
      'from Ben',
    ])
    await deleteComment(ben, { id: row?.comment?.id ?? '' })
    expect(await commentTexts(undefined, said)).toEqual(['from Ana', 'from Cleo', 'from Ben again'])
  })

  test('the row leads to what is left of one’s comments, and goes with the last of them', async () => {
    const { ana, ben, said, first, second } = await scene()
    await edit(ana, said, { audience: 'public' })
    await drain()
    await deleteComment(ben, first)
    await drain()
    expect((await widened(ben)).map((row) => row.comment?.id)).toEqual([second.id])
    await deleteComment(ben, second)
    await drainTwice()
    expect(await bellShows(ben)).toEqual([])
  })

  test('and takes it back: the row is gone; shows it again: it is there in silence; a day later it rings', async () => {
    const { ana, ben, said } = await scene()
    await edit(ana, said, { audience: 'public' })
    await drain()
    await markSeen(ben)
    await edit(ana, said, { audience: 'friends' })
    await drain()
    expect(await widened(ben)).toEqual([])
    await edit(ana, said, { audience: 'public' })
    await drainTwice()
    expect([(await widened(ben)).length, (await bellState(ben)).unseen]).toEqual([1, 0])
    await edit(ana, said, { audience: 'friends' })
    await drain()
    await hoursPass(24.1)
    await edit(ana, said, { audience: 'public' })
    await drain()
    expect([(await widened(ben)).length, (await bellState(ben)).unseen]).toEqual([1, 1])
  })

  test('from a note to herself that her friends had commented before, too', async () => {
    const { ana, ben, said } = await scene()
    await edit(ana, said, { audience: 'only_me' })
    await edit(ana, said, { audience: 'public' })
    await drain()
    expect(await bellShows(ben)).toEqual(['widened by Ana'])
  })

  test('again: of what was written while it was for everybody nobody is told, and of the rest from before this was kept', async () => {
    const { ana, ben, cleo, said } = await scene()
    await edit(ana, said, { audience: 'public' })
    const [dana, emil] = await people('Dana', 'Emil')
    await comment(dana, said, 'for everybody')
    await befriend(ana, emil)
    await edit(ana, said, { audience: 'friends' })
    await comment(emil, said, 'among friends')
    await query(`UPDATE "Comment" SET audience = NULL WHERE "authorId" = $1`, [cleo.id])
    await drain()
    await clearBells()
    await edit(ana, said, { audience: 'public' })
    await drain()
    for (const one of [ben, cleo, emil]) expect(await bellShows(one)).toEqual(['widened by Ana'])
    expect(await bellShows(dana)).toEqual([])
  })

  test('who has muted the conversation is told, who mutes Ana or has a block with her is not', async () => {
    const { ana, ben, cleo, dana, said } = await scene()
    await comment(dana, said, 'from Dana')
    await drain()
    await clearBells()
    await muteThread(ben, said)
    await mute(cleo, ana)
    await block(ana, dana)
    await edit(ana, said, { audience: 'public' })
    await drain()
    expect([await bellShows(ben), await bellShows(cleo), await bellShows(dana)]).toEqual([['widened by Ana'], [], []])
  })

  test('who comments afterwards is not told, also after another edit, or when the post is deleted and restored', async () => {
    const { ana, ben, dana, said } = await scene()
    await edit(ana, said, { audience: 'public' })
    await comment(dana, said, 'from Dana')
    await edit(ana, said, { text: 'among all of us' })
    await drain()
    await deletePost(ana, said)
    await drain()
    expect(await widened(ben)).toEqual([])
    await restore(ana, said)
    await drainTwice()
    expect([(await widened(ben)).length, await widened(dana)]).toEqual([1, []])
  })
})

test.each<[string, (ana: Person, said: { id: string }) => Promise<unknown>]>([
  ['narrowed', (ana, said) => edit(ana, said, { audience: 'only_me' })],
  ['edited', (ana, said) => edit(ana, said, { text: 'other words' })],
  [
    'deleted and restored',
    async (ana, said) => {
      await deletePost(ana, said)
      await restore(ana, said)
    },
  ],
])('nobody is told when a post is %s', async (_, change) => {
  const { ana, ben, said } = await scene()
  await change(ana, said)
  await drain()
  expect(await widened(ben)).toEqual([])
})
