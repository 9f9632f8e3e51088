import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import {
  bellState,
  block,
  comment,
  deleteComment,
  deletePost,
  edit,
  markSeen,
  post,
  relationOf,
  requestFriendship,
  unblock,
  unfriend,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { clearEvents } from '../../support/events'
import { drain, drainTwice, stopJobs } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'
import { openStream, waitFor } from '../../support/streams'
import { bellShows, onlyRow } from './checked-bell'
import { recorded, workAll } from './run-events'
import { hoursPass } from './stored-bells'

beforeAll(startRedis)
beforeEach(clearEvents)

type Pair = { ana: Person; ben: Person }
type Deed = { says: string; row: string; does: (pair: Pair) => Promise<() => Promise<unknown>> }

/** What Ana does and undoes, each time anew. Returns how she undoes it. */
const DEEDS: Deed[] = [
  {
    says: 'asks Ben for friendship',
    row: 'friend_request by Ana',
    does: async ({ ana, ben }) => {
      await requestFriendship(ana, ben)
      return () => unfriend(ana, ben)
    },
  },
  {
    says: 'comments on his post',
    row: 'comment by Ana',
    does: async ({ ana, ben }) => {
      const said = await comment(ana, await bensPost(ben))
      return () => deleteComment(ana, said)
    },
  },
  {
    says: 'names him in a comment',
    row: 'mention by Ana',
    does: async ({ ana, ben }) => {
      const said = await comment(ana, await bensPost(ben), `hey @${ben.handle}`)
      return () => deleteComment(ana, said)
    },
  },
  {
    says: 'names him in a post',
    row: 'mention by Ana',
    does: async ({ ana, ben }) => {
      const said = await post(ana, `hey @${ben.handle}`)
      return () => deletePost(ana, said)
    },
  },
  {
    says: 'names him by an edit',
    row: 'mention by Ana',
    does: async ({ ana, ben }) => {
      const [own] = (await ask.postsOf(ana, ana)).body.items
      const said = own ?? (await post(ana, 'alone'))
      await edit(ana, said, { text: `with @${ben.handle}` })
      return () => edit(ana, said, { text: 'alone' })
    },
  },
]

/** The one post of Ben. */
async function bensPost(ben: Person) {
  const [own] = (await ask.postsOf(ben, ben)).body.items
  return own ?? (await post(ben, 'of Ben'))
}

describe.each(DEEDS)('Ana $says, undoes it, and does it again', ({ row, does }) => {
  test('Ben’s bell rings once, and the row is there as he left it, also when jobs run twice', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    let undo = await does({ ana, ben })
    await drain()
    expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([[row], 1])
    await markSeen(ben)
    for (let times = 0; times < 3; times++) {
      await undo()
      await drain()
      expect(await bellShows(ben)).toEqual([])
      undo = await does({ ana, ben })
      await drainTwice()
      expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([[row], 0])
    }
    await undo()
    await drain()
    expect(await bellShows(ben)).toEqual([])
  })

  test('and when he had not seen it, it counts as one', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    for (let times = 0; times < 2; times++) {
      const undo = await does({ ana, ben })
      await drain()
      await undo()
      await drain()
    }
    await does({ ana, ben })
    await drainTwice()
    expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([[row], 1])
  })

  test('a day later it rings again', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const undo = await does({ ana, ben })
    await drain()
    await markSeen(ben)
    await undo()
    await drain()
    await hoursPass(24.1)
    await does({ ana, ben })
    await drainTwice()
    expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([[row], 1])
  })
})

describe('a comment in place of a deleted one', () => {
  test('its row leads to the new one, also when the new one is processed first', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'of Ben')
    const first = await comment(ana, said, 'with a tpyo')
    await drain()
    await stopJobs()
    await deleteComment(ana, first)
    const second = await comment(ana, said, 'without')
    await workAll((await recorded()).reverse())
    expect((await onlyRow(ben)).comment?.id).toBe(second.id)
    expect((await bellState(ben)).unseen).toBe(1)
  })

  test('a further one rings, and so does one on another post, or of somebody else', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const [said, other] = [await post(ben, 'of Ben'), await post(ben, 'another')]
    await deleteComment(ana, await comment(ana, said))
    await drain()
    const first = await comment(ana, said)
    await drain()
    await deleteComment(ana, first)
    await comment(ana, said)
    await drain()
    await markSeen(ben)
    for (const [who, where] of [
      [ana, said],
      [ana, other],
      [await person('Cleo'), said],
    ] as const) {
      await comment(who, where)
      await drain()
      expect((await bellState(ben)).unseen).toBe(1)
      await markSeen(ben)
    }
  })
})

describe('a request that Ben has declined', () => {
  const declined = async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    await drain()
    await unfriend(ben, ana)
    await drain()
    return { ana, ben }
  }
  const daysPass = (days: number) =>
    query(`UPDATE "EndedRelation" SET "endedAt" = "endedAt" - make_interval(days => $1::int)`, [days])

  test('can be sent again, which is said to both and listed, and does not ring for 30 days', async () => {
    const { ana, ben } = await declined()
    for (const days of [0, 29]) {
      await daysPass(days)
      await requestFriendship(ana, ben)
      await drainTwice()
      expect([(await relationOf(ana, ben)).friendship, (await relationOf(ben, ana)).friendship]).toEqual([
        'requested',
        'asked',
      ])
      expect((await ask.friendRequests(ben)).body.items.map(({ name }: { name: string }) => name)).toEqual(['Ana'])
      expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([[], 0])
      await unfriend(ana, ben)
    }
  })

  test('rings after 30 days', async () => {
    const { ana, ben } = await declined()
    await daysPass(31)
    await hoursPass(31 * 24)
    await requestFriendship(ana, ben)
    await drainTwice()
    expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([['friend_request by Ana'], 1])
  })

  test('a withdrawn one is not a declined one, and a request that he accepts rings with her', async () => {
    const { ana, ben } = await declined()
    await requestFriendship(ana, ben)
    await requestFriendship(ben, ana)
    await drain()
    expect([await bellShows(ana), await bellShows(ben)]).toEqual([['friend_accepted by Ben'], []])
    expect((await relationOf(ben, ana)).friendship).toBe('friends')
    await unfriend(ana, ben)
    await hoursPass(25)
    await requestFriendship(ana, ben)
    await drain()
    expect(await bellShows(ben)).toEqual(['friend_request by Ana'])
  })
})

describe('Eve, who blocks Ana', () => {
  const rude = (eve: Person, ana: Person) => post(eve, `you, @${ana.handle}!`)

  test('does not ring with her by unblocking, naming, asking and blocking again; a day after an unblock she does', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    const anas = await post(ana, 'of Ana')
    const stream = await openStream(ana)
    for (let times = 0; times < 3; times++) {
      await block(eve, ana)
      await unblock(eve, ana)
      await rude(eve, ana)
      await comment(eve, anas, `you, @${ana.handle}!`)
      await requestFriendship(eve, ana)
      await drainTwice()
      expect([await bellShows(ana), (await bellState(ana)).unseen]).toEqual([[], 0])
    }
    expect(stream.of('notifications').filter(({ data }) => data.unseen > 0)).toEqual([])
    await query(`UPDATE "EndedRelation" SET "endedAt" = "endedAt" - interval '25 hours'`)
    await rude(eve, ana)
    await drain()
    expect(await bellShows(ana)).toEqual(['mention by Eve'])
    await waitFor(() => stream.of('notifications').some(({ data }) => data.unseen === 1))
    stream.close()
  })

  test('and unblocks her: what Ana does rings with Eve, and Eve’s answer to Ana’s request with Ana', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await block(eve, ana)
    await unblock(eve, ana)
    await rude(ana, eve)
    await requestFriendship(ana, eve)
    await drain()
    expect((await bellShows(eve)).sort()).toEqual(['friend_request by Ana', 'mention by Ana'])
    await requestFriendship(eve, ana)
    await drain()
    expect(await bellShows(ana)).toEqual(['friend_accepted by Eve'])
  })

  test('while the block stands nothing rings in either direction', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await block(eve, ana)
    await rude(eve, ana)
    await rude(ana, eve)
    await drain()
    expect([await bellShows(ana), await bellShows(eve)]).toEqual([[], []])
  })
})
