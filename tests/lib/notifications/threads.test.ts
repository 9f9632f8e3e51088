import { beforeEach, describe, expect, test } from 'vitest'
import { query } from '@/lib/postgres/db'
import type { Post } from '@/lib/shared/views'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, person } from '../../support/people'
import { post } from '../../support/posting'
import { comments, likes, mutesThread, uncomments, unlikes, unmutesThread } from './acts'
import { hears, stateOf } from './support'

beforeEach(() => query(`DELETE FROM "OutboxEvent"`))

type Scene = { ana: Person; ben: Person; cleo: Person; said: Post }

/** Ben has written, Cleo has commented, Ana will. */
async function scene(): Promise<Scene> {
  const [ana, ben, cleo] = [await person('Ana'), await person('Ben'), await person('Cleo')]
  const said = await post(ben, 'hello')
  await comments(cleo, said)
  await drainTwice()
  return { ana, ben, cleo, said }
}

describe('who has muted a conversation', () => {
  test('hears of no like, comment or reply in it; a mention rings all the same', async () => {
    const { ana, ben, cleo, said } = await scene()
    for (const tired of [ben, cleo]) await mutesThread(tired, said)
    await likes(ana, said)
    await comments(ana, said)
    await drainTwice()
    expect([await hears(ben), await hears(cleo)]).toEqual([['comment by Cleo'], []])
    await comments(ana, said, `but @${ben.handle} and @${cleo.handle}!`)
    await drainTwice()
    expect([await hears(ben), await hears(cleo)]).toEqual([['mention by Ana', 'comment by Cleo'], ['mention by Ana']])
  })

  test('hears of other posts, and others hear of this one', async () => {
    const { ana, ben, cleo, said } = await scene()
    await mutesThread(ben, said)
    await likes(ana, await post(ben, 'another'))
    await comments(ana, said)
    await drainTwice()
    expect([await hears(ben), await hears(cleo)]).toEqual([['like by Ana', 'comment by Cleo'], ['reply by Ana']])
  })

  test('keeps what was told before, as long as it is true', async () => {
    const { ana, ben, said } = await scene()
    await likes(ana, said)
    const comment = await comments(ana, said)
    await drainTwice()
    await mutesThread(ben, said)
    await drainTwice()
    expect(await hears(ben)).toHaveLength(3)
    await uncomments(ana, comment)
    await unlikes(ana, said)
    await drainTwice()
    expect(await hears(ben)).toEqual(['comment by Cleo'])
    await likes(ana, said)
    await drainTwice()
    expect(await hears(ben)).toEqual(['comment by Cleo'])
  })

  test('and ends it hears of what comes after, not of what came meanwhile', async () => {
    const { ana, ben, said } = await scene()
    await mutesThread(ben, said)
    await comments(ana, said, 'meanwhile')
    await drainTwice()
    await unmutesThread(ben, said)
    await drain()
    expect(await hears(ben)).toEqual(['comment by Cleo'])
    await comments(ana, said, 'after')
    await drain()
    expect(await hears(ben)).toEqual(['comment by Ana', 'comment by Cleo'])
    expect(await stateOf(ben)).toMatchObject({ unseen: 2, unread: 2 })
  })
})

describe('one comment gives one row', () => {
  test('to everybody whom it concerns: mentioned before taking part before writing the post', async () => {
    const { ana, ben, cleo, said } = await scene()
    const dana = await person('Dana')
    await comments(ben, said, 'thank you')
    await comments(ana, said, `hello @${cleo.handle}, @${dana.handle}, @${ana.handle} and @nobody_at_all`)
    await drainTwice()
    expect(await hears(ana)).toEqual([])
    expect((await hears(ben)).filter((row) => row.endsWith('Ana'))).toEqual(['reply by Ana'])
    expect((await hears(cleo)).filter((row) => row.endsWith('Ana'))).toEqual(['mention by Ana'])
    expect(await hears(dana)).toEqual(['mention by Ana'])
  })

  test('to those who took part before, not to those who came later, and not for their own words', async () => {
    const { ana, ben, cleo, said } = await scene()
    await comments(ana, said)
    await comments(cleo, said)
    await drainTwice()
    expect([await hears(ana), await hears(cleo)]).toEqual([['reply by Cleo'], ['reply by Ana']])
    expect(await hears(ben)).toEqual(['comment by Cleo', 'comment by Ana', 'comment by Cleo'])
  })

  test('not to those who have taken their own words back, but to whom it was told, it stays', async () => {
    const { ana, cleo, said } = await scene()
    const mine = await comments(cleo, said, 'mine')
    const dana = await person('Dana')
    const hers = await comments(dana, said, 'hers')
    await uncomments(dana, hers)
    await comments(ana, said)
    await drainTwice()
    expect([await hears(dana), await hears(cleo)]).toEqual([[], ['reply by Ana']])
    await uncomments(cleo, mine)
    await drainTwice()
    expect(await hears(cleo)).toEqual(['reply by Ana'])
  })
})
