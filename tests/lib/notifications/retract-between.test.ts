import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { finishDeliveringCounts } from '@/lib/feed/deliver-counts'
import { startRedis } from '@/lib/redis/client'
import {
  bellState,
  block,
  checkIn,
  comment,
  follow,
  like,
  markSeen,
  mute,
  post,
  requestFriendship,
  unblock,
  unmute,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { openStream, waitFor } from '../../support/streams'
import { bellShows } from './checked-bell'

beforeAll(startRedis)
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

type Bells = { ben: string[]; ana: string[] }

/** What is left when one of the two sets a block or a mute. A mute hides no posts: Cleo's comments on them still notify. */
const BLOCKED: Bells = { ben: ['comment by Cleo', 'like by Cleo'], ana: [] }
const STEPS: { says: string; set: (all: All) => Promise<unknown>; end: (all: All) => Promise<unknown>; left: Bells }[] =
  [
    {
      says: 'Ben blocks Ana',
      set: ({ ana, ben }) => block(ben, ana),
      end: ({ ana, ben }) => unblock(ben, ana),
      left: BLOCKED,
    },
    {
      says: 'Ana blocks Ben',
      set: ({ ana, ben }) => block(ana, ben),
      end: ({ ana, ben }) => unblock(ana, ben),
      left: BLOCKED,
    },
    {
      says: 'Ben mutes Ana',
      set: ({ ana, ben }) => mute(ben, ana),
      end: ({ ana, ben }) => unmute(ben, ana),
      left: { ben: BLOCKED.ben, ana: ANA.filter((row) => row !== 'reply by Ben') },
    },
    {
      says: 'Ana mutes Ben',
      set: ({ ana, ben }) => mute(ana, ben),
      end: ({ ana, ben }) => unmute(ana, ben),
      left: { ben: BEN, ana: ['reply by Cleo'] },
    },
  ]

describe.each(STEPS)('$says', ({ set, end, left }) => {
  const both = async ({ ana, ben }: All) => ({ ben: await kinds(ben), ana: await kinds(ana) })

  test('and with the answer, before any job, the bells are as they should be; Olga’s is unchanged', async () => {
    const all = await acquainted()
    const ofOlga = await kinds(all.olga)
    await set(all)
    expect(await both(all)).toEqual(left)
    expect([await kinds(all.olga), ofOlga.length]).toEqual([ofOlga, 3])
  })

  test('and no job, however often and late, restores a row; nor does its end', async () => {
    const all = await acquainted()
    await set(all)
    await drainTwice()
    expect(await both(all)).toEqual(left)
    await end(all)
    await drain()
    expect(await both(all)).toEqual(left)
  })

  test('twice, and versions do not move the second time', async () => {
    const all = await acquainted()
    await set(all)
    const before = [await bellState(all.ben), await bellState(all.ana)]
    await set(all)
    expect([await bellState(all.ben), await bellState(all.ana)]).toEqual(before)
  })
})

test.each([
  { says: 'Ben ends his block', set: block, end: unblock },
  { says: 'Ben ends his mute', set: mute, end: unmute },
])('$says: what Ana does from then on notifies him again', async ({ set, end }) => {
  const { ana, ben } = await acquainted()
  await set(ben, ana)
  await end(ben, ana)
  await like(ana, await post(ben, 'a new one'))
  await drain()
  expect(await kinds(ben)).toEqual([...BLOCKED.ben, 'like by Ana'].sort())
})

describe('Ana mutes Ben, and he cannot notice it', () => {
  test('his list, his state and his stream are the same to the byte', async () => {
    const { ana, ben } = await acquainted()
    await finishDeliveringCounts()
    const stream = await openStream(ben)
    const bell = async () => JSON.stringify((await ask.notifications(ben, { query: '?limit=100' })).body)
    const before = await bell()
    await mute(ana, ben)
    await unmute(ana, ben)
    await mute(ana, ben)
    await drain()
    expect(await bell()).toBe(before)
    // His own change comes after everything that a mute could have sent.
    await markSeen(ben)
    await waitFor(() => stream.of('notifications').length > 0)
    expect([stream.of('notifications').length, stream.of('reset'), stream.of('post')]).toEqual([1, [], []])
    stream.close()
  })

  test('what she does afterwards arrives in his bell and on his stream; what he does does not reach hers', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const [his, hers] = [await post(ben, 'of Ben'), await post(ana, 'of Ana')]
    await mute(ana, ben)
    const stream = await openStream(ben)
    await like(ana, his)
    await comment(ben, hers)
    await drain()
    expect([await kinds(ben), await kinds(ana)]).toEqual([['like by Ana'], []])
    await waitFor(() => stream.of('notifications').length > 0)
    stream.close()
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
