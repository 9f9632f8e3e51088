import { beforeEach, describe, expect, test } from 'vitest'
import {
  bellState,
  comment,
  deleteComment,
  follow,
  like,
  markSeen,
  post,
  requestFriendship,
  unfollow,
  unfriend,
} from '../../support/acts'
import { clearEvents } from '../../support/events'
import { drain, drainTwice } from '../../support/jobs'
import { people, person, suspend } from '../../support/people'
import { bellOf, bellShows } from './checked-bell'
import { eventsOf } from './recount'
import { clearBells } from './stored-bells'
import { cast, RELATIONS, relationTo, STORIES } from './stories'

beforeEach(clearEvents)

describe.each(STORIES)('what Ana did when she $says', (story) => {
  test('is gone from Ben’s bell and its counts when she undoes it', async () => {
    const all = await cast()
    await RELATIONS[relationTo(story)](all)
    const object = await story.before?.(all)
    await drain()
    await clearBells()
    const { undo } = await story.does(all, object)
    await drain()
    expect(await bellShows(all.ben)).toContain(`${story.type} by Ana`)
    await undo()
    await drainTwice()
    expect([await bellShows(all.ben), await eventsOf(all.ben)]).toEqual([[], []])
    expect(await bellState(all.ben)).toMatchObject({ unseen: 0, unread: 0 })
  })
})

describe('a request', () => {
  test('that Ben accepts: his row is gone, and Ana has one', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    await drain()
    await requestFriendship(ben, ana)
    await drainTwice()
    expect([await bellShows(ana), await bellShows(ben)]).toEqual([['friend_accepted by Ben'], []])
  })

  test('of both at once: one of them is notified of an acceptance, once', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await Promise.all([requestFriendship(ana, ben), requestFriendship(ben, ana)])
    await drainTwice()
    const rows = [...(await bellShows(ana)), ...(await bellShows(ben))]
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatch(/^friend_accepted by (Ana|Ben)$/)
  })

  test('of Ana that Ben declined does not silence the alert when she accepts his', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    await drain()
    await unfriend(ben, ana)
    await drain()
    await requestFriendship(ben, ana)
    await drain()
    await requestFriendship(ana, ben)
    await drainTwice()
    expect([await bellShows(ana), await bellShows(ben)]).toEqual([[], ['friend_accepted by Ana']])
  })

  test('that was accepted leaves nothing when the friendship ends; the next request is there again', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    await requestFriendship(ben, ana)
    await drain()
    await unfriend(ben, ana)
    await drain()
    expect([await bellShows(ana), await bellShows(ben)]).toEqual([[], []])
    await requestFriendship(ana, ben)
    await drain()
    expect([await bellShows(ana), await bellShows(ben)]).toEqual([[], ['friend_request by Ana']])
  })
})

test('a follow that ends and begins again does not alert again', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ana, ben)
  await drain()
  await markSeen(ben)
  await unfollow(ana, ben)
  await drain()
  await follow(ana, ben)
  await drain()
  expect([await bellShows(ben), (await bellState(ben)).unseen]).toEqual([['follow by Ana'], 0])
})

test('a comment that the author of the post deletes is gone from everybody’s bell', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const [cleo, dana] = await people('Cleo', 'Dana')
  const said = await post(ben, 'hello')
  await comment(cleo, said)
  await drain()
  const rude = await comment(ana, said, `you, @${dana.handle}, and all of you`)
  await drain()
  expect([await bellShows(cleo), await bellShows(dana)]).toEqual([['reply by Ana'], ['mention by Ana']])
  await deleteComment(ben, rude)
  await drainTwice()
  expect([await bellShows(ben), await bellShows(cleo), await bellShows(dana)]).toEqual([['comment by Cleo'], [], []])
})

describe('when somebody is suspended', () => {
  test('their comments, names and texts are shown nowhere; the row itself stays', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    const rude = await comment(ana, said, `you are rude, @${ben.handle}`)
    // One after the other, because jobs of different events run beside each other.
    await drain()
    await like(ana, said)
    await drain()
    await follow(ana, ben)
    await drain()
    await suspend(ana)
    const { rows } = await bellOf(ben)
    expect(rows.map(({ type, actors, comment }) => [type, actors, comment])).toEqual([
      ['follow', [], undefined],
      ['like', [], undefined],
      ['mention', [], undefined],
    ])
    const text = JSON.stringify(rows)
    for (const secret of [ana.handle, '"Ana"', rude.id, 'you are rude']) expect(text).not.toContain(secret)
  })

  test('their posts are shown nowhere either', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const cleo = await person('Cleo')
    const said = await post(ana, `a word to @${ben.handle}`)
    await comment(cleo, said, `do you hear, @${ben.handle}?`)
    await drain()
    await suspend(ana)
    const { rows } = await bellOf(ben)
    expect(rows.map(({ actors, post: about, comment }) => [actors.length, about, comment])).toEqual([
      [1, undefined, undefined],
      [0, undefined, undefined],
    ])
    expect(JSON.stringify(rows)).not.toMatch(/a word to|do you hear/)
  })
})
