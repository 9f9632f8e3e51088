import { beforeEach, describe, expect, test } from 'vitest'
import {
  bellState,
  block,
  checkIn,
  comment,
  follow,
  like,
  mute,
  post,
  requestFriendship,
  unblock,
  unmute,
} from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { bellOf, bellShows } from './checked-bell'

beforeEach(clearEvents)

type All = { ana: Person; ben: Person; cleo: Person; olga: Person }

/** Ana and Ben have notifications of each other of every kind, and of Cleo. Olga is a bystander with rows about both. */
async function acquainted(): Promise<All> {
  const [ana, ben] = await people('Ana', 'Ben')
  const [cleo, olga] = await people('Cleo', 'Olga')
  await follow(ana, ben, { notify: true })
  await follow(ben, ana, { notify: true })
  await requestFriendship(ana, ben)
  await requestFriendship(ben, ana)
  const [ofBen, ofOlga] = [await post(ben, 'of Ben'), await post(olga, 'of Olga')]
  await checkIn(ana, 'here')
  await post(ana, 'a plain one')
  await like(ana, ofBen)
  await drain()
  await like(cleo, ofBen)
  await comment(ben, ofOlga)
  await drain()
  await comment(ana, ofBen)
  await comment(ana, ofOlga)
  await comment(ana, ofOlga, `so there, @${ben.handle}`)
  await drain()
  await comment(cleo, ofBen)
  await drain()
  return { ana, ben, cleo, olga }
}

const kinds = async (who: Person) => (await bellShows(who)).sort()

/** The rows of Ben and of Ana: about each other, and about what others do with each other's posts. */
const BEN = [
  'check_in by Ana',
  'comment by Ana',
  'comment by Cleo',
  'follow by Ana',
  'like by Cleo, Ana',
  'mention by Ana',
  'new_post by Ana',
  'reply by Ana',
]
const ANA = ['follow by Ben', 'friend_accepted by Ben', 'new_post by Ben', 'reply by Ben', 'reply by Cleo']

test('without a block or a mute, both have all rows', async () => {
  const { ana, ben } = await acquainted()
  expect([await kinds(ben), await kinds(ana)]).toEqual([BEN, ANA.filter((row) => row !== 'reply by Ben')])
})

const SET = { block, mute }
const END = { block: unblock, mute: unmute }

describe.each([
  { step: 'block', who: 'Ben' },
  { step: 'block', who: 'Ana' },
  { step: 'mute', who: 'Ben' },
  { step: 'mute', who: 'Ana' },
] as const)('$who sets a $step', ({ step, who }) => {
  const set = ({ ana, ben }: All) => (who === 'Ben' ? SET[step](ben, ana) : SET[step](ana, ben))
  const end = ({ ana, ben }: All) => (who === 'Ben' ? END[step](ben, ana) : END[step](ana, ben))
  /** A mute hides no posts: Cleo's comments on them still notify. */
  const LEFT = { ben: ['comment by Cleo', 'like by Cleo'], ana: step === 'block' ? [] : ['reply by Cleo'] }

  test('and with the answer, before any job, both bells have no row about the other; Olga’s is unchanged', async () => {
    const all = await acquainted()
    const ofOlga = await kinds(all.olga)
    await set(all)
    expect([await kinds(all.ben), await kinds(all.ana)]).toEqual([LEFT.ben, LEFT.ana])
    expect((await bellOf(all.ben)).rows.map(({ actorCount }) => actorCount)).toEqual([1, 1])
    expect(await bellState(all.ben)).toMatchObject({ unseen: 2, unread: 2 })
    expect([await kinds(all.olga), ofOlga.length]).toEqual([ofOlga, 3])
  })

  test('and no job, however often and late, restores a row; nor does its end', async () => {
    const all = await acquainted()
    await set(all)
    await drainTwice()
    expect([await kinds(all.ben), await kinds(all.ana)]).toEqual([LEFT.ben, LEFT.ana])
    await end(all)
    await drain()
    expect([await kinds(all.ben), await kinds(all.ana)]).toEqual([LEFT.ben, LEFT.ana])
  })

  test('and ends it: what they do from then on notifies again', async () => {
    const all = await acquainted()
    await set(all)
    await end(all)
    await like(all.ana, await post(all.ben, 'a new one'))
    await drain()
    expect(await kinds(all.ben)).toEqual([...LEFT.ben, 'like by Ana'].sort())
  })

  test('twice, and versions do not move the second time', async () => {
    const all = await acquainted()
    await set(all)
    const before = [await bellState(all.ben), await bellState(all.ana)]
    await set(all)
    expect([await bellState(all.ben), await bellState(all.ana)]).toEqual(before)
  })
})

test('Ben blocks Ana while jobs of many people change both bells: no row about the other is left, without a deadlock', async () => {
  const all = await acquainted()
  const said = await post(all.ben, 'a busy one')
  const crowd = await Promise.all(Array.from({ length: 12 }, (_, n) => person(`Fan ${n}`)))
  // Requests after the block are refused. Any other error is logged, and a logged error fails the test.
  await Promise.allSettled([
    ...crowd.map((fan) => like(fan, said)),
    like(all.ana, said),
    comment(all.ana, said, `@${all.ben.handle} @${all.cleo.handle}`),
    block(all.ben, all.ana),
    ...crowd.map((fan) => follow(fan, all.ana)),
  ])
  await block(all.ben, all.ana)
  await drainTwice()
  expect((await kinds(all.ben)).filter((row) => row.includes('Ana'))).toEqual([])
  expect((await kinds(all.ana)).filter((row) => row.includes('Ben'))).toEqual([])
})
