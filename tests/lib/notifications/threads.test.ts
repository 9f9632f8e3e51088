import { beforeEach, describe, expect, test } from 'vitest'
import type { Post } from '@/lib/shared/views'
import { bellState, comment, deleteComment, like, muteThread, post, unlike, unmuteThread } from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { bellShows } from './checked-bell'

beforeEach(clearEvents)

type Scene = { ana: Person; ben: Person; cleo: Person; said: Post }

/** Ben has posted and Cleo has commented; Ana has not yet. */
async function scene(): Promise<Scene> {
  const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
  const said = await post(ben, 'hello')
  await comment(cleo, said)
  await drainTwice()
  return { ana, ben, cleo, said }
}

describe('somebody who muted a conversation', () => {
  test('is not notified of likes, comments and replies in it, but of a mention', async () => {
    const { ana, ben, cleo, said } = await scene()
    for (const tired of [ben, cleo]) await muteThread(tired, said)
    await like(ana, said)
    await comment(ana, said)
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([['comment by Cleo'], []])
    await comment(ana, said, `but @${ben.handle} and @${cleo.handle}!`)
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([
      ['mention by Ana', 'comment by Cleo'],
      ['mention by Ana'],
    ])
  })

  test('is notified of other posts, and other people are notified of this one', async () => {
    const { ana, ben, cleo, said } = await scene()
    await muteThread(ben, said)
    await like(ana, await post(ben, 'another'))
    await comment(ana, said)
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([
      ['like by Ana', 'comment by Cleo'],
      ['reply by Ana'],
    ])
  })

  test('keeps the rows from before, as long as their causes exist', async () => {
    const { ana, ben, said } = await scene()
    await like(ana, said)
    const made = await comment(ana, said)
    await drainTwice()
    await muteThread(ben, said)
    await drainTwice()
    expect(await bellShows(ben)).toHaveLength(3)
    await deleteComment(ana, made)
    await unlike(ana, said)
    await drainTwice()
    expect(await bellShows(ben)).toEqual(['comment by Cleo'])
    await like(ana, said)
    await drainTwice()
    expect(await bellShows(ben)).toEqual(['comment by Cleo'])
  })

  test('and ends the mute is notified of later comments, not of those during the mute', async () => {
    const { ana, ben, said } = await scene()
    await muteThread(ben, said)
    await comment(ana, said, 'meanwhile')
    await drainTwice()
    await unmuteThread(ben, said)
    await drain()
    expect(await bellShows(ben)).toEqual(['comment by Cleo'])
    await comment(ana, said, 'after')
    await drain()
    expect(await bellShows(ben)).toEqual(['comment by Ana', 'comment by Cleo'])
    expect(await bellState(ben)).toMatchObject({ unseen: 2, unread: 2 })
  })
})

describe('one comment gives one row', () => {
  test('to each recipient: as mentioned, else as participant, else as author of the post', async () => {
    const { ana, ben, cleo, said } = await scene()
    const dana = await person('Dana')
    await comment(ben, said, 'thank you')
    await comment(ana, said, `hello @${cleo.handle}, @${dana.handle}, @${ana.handle} and @nobody_at_all`)
    await drainTwice()
    expect(await bellShows(ana)).toEqual([])
    expect((await bellShows(ben)).filter((row) => row.endsWith('Ana'))).toEqual(['reply by Ana'])
    expect((await bellShows(cleo)).filter((row) => row.endsWith('Ana'))).toEqual(['mention by Ana'])
    expect(await bellShows(dana)).toEqual(['mention by Ana'])
  })

  test('to earlier participants, not to later ones, and not to its own author', async () => {
    const { ana, ben, cleo, said } = await scene()
    await comment(ana, said)
    await comment(cleo, said)
    await drainTwice()
    expect([await bellShows(ana), await bellShows(cleo)]).toEqual([['reply by Cleo'], ['reply by Ana']])
    // The jobs of the two new comments run beside each other, so either row may be the newer one.
    const [first, second, ...earlier] = await bellShows(ben)
    expect([first, second].sort()).toEqual(['comment by Ana', 'comment by Cleo'])
    expect(earlier).toEqual(['comment by Cleo'])
  })

  test('not to participants who deleted their own comments before; who deletes them later keeps the row', async () => {
    const { ana, cleo, said } = await scene()
    const mine = await comment(cleo, said, 'mine')
    const dana = await person('Dana')
    const hers = await comment(dana, said, 'hers')
    await deleteComment(dana, hers)
    await comment(ana, said)
    await drainTwice()
    expect([await bellShows(dana), await bellShows(cleo)]).toEqual([[], ['reply by Ana']])
    await deleteComment(cleo, mine)
    await drainTwice()
    expect(await bellShows(cleo)).toEqual(['reply by Ana'])
  })
})
