import { beforeEach, describe, expect, test } from 'vitest'
import type { Post } from '@/lib/shared/views'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, person } from '../../support/people'
import { post } from '../../support/posting'
import { query } from '../../support/query'
import { comments, likes, mutesThread, uncomments, unlikes, unmutesThread } from './acts'
import { bellShows, stateOf } from './bells'

beforeEach(() => query(`DELETE FROM "OutboxEvent"`))

type Scene = { ana: Person; ben: Person; cleo: Person; said: Post }

/** Ben has posted and Cleo has commented; Ana has not yet. */
async function scene(): Promise<Scene> {
  const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
  const said = await post(ben, 'hello')
  await comments(cleo, said)
  await drainTwice()
  return { ana, ben, cleo, said }
}

describe('somebody who muted a conversation', () => {
  test('is not notified of likes, comments and replies in it, but of a mention', async () => {
    const { ana, ben, cleo, said } = await scene()
    for (const tired of [ben, cleo]) await mutesThread(tired, said)
    await likes(ana, said)
    await comments(ana, said)
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([['comment by Cleo'], []])
    await comments(ana, said, `but @${ben.handle} and @${cleo.handle}!`)
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([
      ['mention by Ana', 'comment by Cleo'],
      ['mention by Ana'],
    ])
  })

  test('is notified of other posts, and other people are notified of this one', async () => {
    const { ana, ben, cleo, said } = await scene()
    await mutesThread(ben, said)
    await likes(ana, await post(ben, 'another'))
    await comments(ana, said)
    await drainTwice()
    expect([await bellShows(ben), await bellShows(cleo)]).toEqual([
      ['like by Ana', 'comment by Cleo'],
      ['reply by Ana'],
    ])
  })

  test('keeps the rows from before, as long as their causes exist', async () => {
    const { ana, ben, said } = await scene()
    await likes(ana, said)
    const comment = await comments(ana, said)
    await drainTwice()
    await mutesThread(ben, said)
    await drainTwice()
    expect(await bellShows(ben)).toHaveLength(3)
    await uncomments(ana, comment)
    await unlikes(ana, said)
    await drainTwice()
    expect(await bellShows(ben)).toEqual(['comment by Cleo'])
    await likes(ana, said)
    await drainTwice()
    expect(await bellShows(ben)).toEqual(['comment by Cleo'])
  })

  test('and ends the mute is notified of later comments, not of those during the mute', async () => {
    const { ana, ben, said } = await scene()
    await mutesThread(ben, said)
    await comments(ana, said, 'meanwhile')
    await drainTwice()
    await unmutesThread(ben, said)
    await drain()
    expect(await bellShows(ben)).toEqual(['comment by Cleo'])
    await comments(ana, said, 'after')
    await drain()
    expect(await bellShows(ben)).toEqual(['comment by Ana', 'comment by Cleo'])
    expect(await stateOf(ben)).toMatchObject({ unseen: 2, unread: 2 })
  })
})

describe('one comment gives one row', () => {
  test('to each recipient: as mentioned, else as participant, else as author of the post', async () => {
    const { ana, ben, cleo, said } = await scene()
    const dana = await person('Dana')
    await comments(ben, said, 'thank you')
    await comments(ana, said, `hello @${cleo.handle}, @${dana.handle}, @${ana.handle} and @nobody_at_all`)
    await drainTwice()
    expect(await bellShows(ana)).toEqual([])
    expect((await bellShows(ben)).filter((row) => row.endsWith('Ana'))).toEqual(['reply by Ana'])
    expect((await bellShows(cleo)).filter((row) => row.endsWith('Ana'))).toEqual(['mention by Ana'])
    expect(await bellShows(dana)).toEqual(['mention by Ana'])
  })

  test('to earlier participants, not to later ones, and not to its own author', async () => {
    const { ana, ben, cleo, said } = await scene()
    await comments(ana, said)
    await comments(cleo, said)
    await drainTwice()
    expect([await bellShows(ana), await bellShows(cleo)]).toEqual([['reply by Cleo'], ['reply by Ana']])
    expect(await bellShows(ben)).toEqual(['comment by Cleo', 'comment by Ana', 'comment by Cleo'])
  })

  test('not to participants who deleted their own comments before; who deletes them later keeps the row', async () => {
    const { ana, cleo, said } = await scene()
    const mine = await comments(cleo, said, 'mine')
    const dana = await person('Dana')
    const hers = await comments(dana, said, 'hers')
    await uncomments(dana, hers)
    await comments(ana, said)
    await drainTwice()
    expect([await bellShows(dana), await bellShows(cleo)]).toEqual([[], ['reply by Ana']])
    await uncomments(cleo, mine)
    await drainTwice()
    expect(await bellShows(cleo)).toEqual(['reply by Ana'])
  })
})
