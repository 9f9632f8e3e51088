import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareIds } from '@/components/client/ids'
import { feedRows } from '@/components/feed/feed-rows'
import type { FeedState } from '@/components/feed/feed-state'
import { mergeFeedPage } from '@/components/feed/merge-feed-page'
import { receiveChange, receiveRestored } from '@/components/feed/receive-change'
import { receiveFrame } from '@/components/feed/receive-frame'
import { appendFeedPage, newFeedState, reopenFeedState } from '@/components/feed/receive-page'
import { receivePost } from '@/components/feed/receive-post'
import { unsentPosts } from '@/components/feed/send-post'
import { hideNewerPosts, joinLate, showWaitingPosts } from '@/components/feed/show-posts'
import type { Frame } from '@/components/live/frames'
import type { UnsentPost } from '@/components/unsent/unsent'
import type { FeedPage, Post } from '@/lib/shared/views'
import { plainPost } from '../../support/plain-post'

const ME = '1'
const page = (ids: number[], nextCursor: string | null = null): FeedPage => ({
  items: ids.map((id) => plainPost(String(id))),
  nextCursor,
  position: null,
})
const opened = (ids: number[], nextCursor: string | null = null) => newFeedState(ME, page(ids, nextCursor))
const mine = (id: string): Post =>
  plainPost(id, { author: { id: ME, handle: 'me', name: 'Me', bio: '', avatarUrl: null } })
const sending = (state: FeedState, ...unsent: UnsentPost[]) => unsentPosts.replace(state, unsent)
const settle = (state: FeedState, key: string, item: Post) => unsentPosts.settle(state, { key, item })
const unsent = (key: string, more: Partial<UnsentPost> = {}): UnsentPost => ({
  key,
  viewerId: ME,
  text: 'hello',
  audience: 'public',
  activity: null,
  state: 'pending',
  createdAt: '2026-11-22T12:00:00.000Z',
  sentAt: null,
  ...more,
})
const known = (state: FeedState) => ({ knownBefore: new Set(state.posts.keys()) })

describe('New posts', () => {
  test('wait behind the pill, newest first, each once, and nothing that is shown moves', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 101, max: 160 })), (ids) => {
        const before = opened([100, 90])
        const state = ids.map((id) => plainPost(String(id))).reduce(receivePost, before)
        expect(state.shown).toBe(before.shown)
        expect(state.waiting).toEqual([...new Set(ids)].sort((a, b) => b - a).map(String))
        expect(showWaitingPosts(state).shown).toEqual([...state.waiting, '100', '90'])
      }),
    )
  })

  test('wait also when nothing is shown yet', () => {
    expect(receivePost(opened([]), plainPost('5'))).toMatchObject({ shown: [], waiting: ['5'] })
  })

  test('that came before a reader returned to an older one wait as well, and those that they had seen do not', () => {
    const state = hideNewerPosts(receivePost(opened([1000, 999, 90, 80]), plainPost('1001')), '90')
    expect(state).toMatchObject({ shown: ['90', '80'], waiting: ['1001', '1000', '999'] })
    expect(showWaitingPosts(state).shown).toEqual(['1001', '1000', '999', '90', '80'])
    expect(hideNewerPosts(state, '90')).toBe(state)
  })

  test('stay shown when nothing else would be', () => {
    const state = opened([1000, 999])
    expect(hideNewerPosts(state, '90')).toBe(state)
  })

  test('ids are compared as numbers of any length', () => {
    expect(compareIds('99', '100')).toBeLessThan(0)
    expect(compareIds('9007199254740993', '9007199254740992')).toBeGreaterThan(0)
    expect(compareIds('7', '7')).toBe(0)
  })

  test('older than the last page that was read are left to their own page', () => {
    expect(receivePost(opened([100, 90], '90'), plainPost('80')).posts.has('80')).toBe(false)
    expect(receivePost(opened([100, 90]), plainPost('80')).posts.has('80')).toBe(true)
  })

  test('beyond a thousand make a gap, and are not stored', () => {
    const ids = Array.from({ length: 1500 }, (_, n) => plainPost(String(n + 200)))
    const state = ids.reduce(receivePost, opened([100]))
    expect(state.gap).toBe(true)
    expect(state.waiting).toHaveLength(1000)
    expect(state.posts.size).toBe(1001)
  })
})

describe('Late posts', () => {
  // Ids are seconds here: more than ten minutes older than the newest shown.
  const shown = opened([5000, 4000, 3000, 2000])

  test('join the list where they belong, without the pill', () => {
    const state = receivePost(shown, plainPost('2500'))
    expect(state).toMatchObject({ waiting: [], late: ['2500'], shown: shown.shown })
    expect(joinLate(state, null)).toMatchObject({ late: [], shown: ['5000', '4000', '3000', '2500', '2000'] })
  })

  test('do not join between two rows in sight, but wait behind the pill', () => {
    const state = receivePost(shown, plainPost('2500'))
    const inSight = (from: number, to: number) => ({ from, to, shown: state.shown })
    // It belongs between the third and the fourth.
    const waiting = joinLate(state, inSight(2, 4))
    expect(waiting).toMatchObject({ shown: state.shown, waiting: ['2500'], late: [] })
    expect(showWaitingPosts(waiting).shown).toEqual(['5000', '4000', '3000', '2500', '2000'])
    expect(joinLate(state, inSight(3, 4)).shown).toContain('2500')
    expect(joinLate(state, inSight(0, 3)).shown).toContain('2500')
  })

  test('of the last ten minutes wait like any other new post', () => {
    expect(receivePost(shown, plainPost('4500'))).toMatchObject({ waiting: ['4500'], late: [] })
  })
})

describe('Changes', () => {
  test('an edit changes the post in its place; an older version changes nothing', () => {
    const edited = plainPost('100', { text: 'new', updatedAt: '2027-01-01T00:00:00.000Z' })
    const state = receiveChange(opened([100, 90]), { post: edited })
    expect(state.posts.get('100')?.text).toBe('new')
    expect(receiveChange(state, { post: plainPost('100') }).posts.get('100')?.text).toBe('new')
    expect(receiveChange(opened([90]), { post: edited }).posts.has('100')).toBe(false)
  })

  test('a deleted post leaves all lists, and later frames of it are ignored', () => {
    const waiting = receivePost(opened([100, 90]), plainPost('110'))
    for (const id of ['100', '110']) {
      const state = receiveChange(waiting, { postId: id, deleted: true })
      expect([...state.shown, ...state.waiting]).not.toContain(id)
      const again = [plainPost(id), plainPost(id)].reduce(receivePost, state)
      expect([...again.shown, ...again.waiting, ...again.late]).not.toContain(id)
      expect(receiveChange(again, { post: plainPost(id) }).posts.has(id)).toBe(false)
    }
  })

  test('a post whose deletion arrived before it is not shown', () => {
    const state = receivePost(receiveChange(opened([100]), { postId: '110', deleted: true }), plainPost('110'))
    expect(state).toMatchObject({ shown: ['100'], waiting: [] })
  })

  test('a post that somebody restored joins as a late one; one’s own is shown at once', () => {
    const deleted = receiveChange(opened([5000, 4000]), { postId: '4000', deleted: true })
    const restored = plainPost('4000', { updatedAt: '2027-01-01T00:00:00.000Z' })
    expect(receivePost(deleted, restored)).toMatchObject({ shown: ['5000'], waiting: [], late: ['4000'] })
    expect(receiveRestored(deleted, restored).shown).toEqual(['5000', '4000'])
  })
})

describe('Pages', () => {
  test('an older page continues the list, without posts that are shown or deleted', () => {
    const state = receiveChange(opened([100, 90], '90'), { postId: '70', deleted: true })
    expect(appendFeedPage(state, page([90, 80, 70], null))).toMatchObject({
      shown: ['100', '90', '80'],
      nextCursor: null,
    })
  })

  test('a page that was requested after a deletion shows the post again: the deletion was undone', () => {
    for (const before of [opened([5000, 4000], '4000'), opened([5000], '5000')]) {
      const state = receiveChange(before, { postId: '4000', deleted: true })
      const reading = { ...known(state), requested: state.deletions }
      expect(mergeFeedPage(state, page([5000, 4000]), { ...reading, requested: before.deletions }).shown).toEqual([
        '5000',
      ])
      const again = mergeFeedPage({ ...state, nextCursor: null }, page([5000, 4000]), reading)
      expect([...again.shown, ...again.waiting, ...again.late].sort()).toEqual(['4000', '5000'])
      expect(again.deleted.size).toBe(0)
      expect(appendFeedPage(state, page([4000]), state.deletions)).toMatchObject({ shown: ['5000', '4000'] })
    }
  })

  test('a page of which is not known when it was requested shows a deleted post only in a newer version', () => {
    const state = receiveChange(opened([5000, 4000]), { postId: '4000', deleted: true })
    expect(reopenFeedState(state, page([5000, 4000])).shown).toEqual(['5000'])
    const restored = plainPost('4000', { updatedAt: '2027-01-01T00:00:00.000Z' })
    const fresh = { items: [plainPost('5000'), restored], nextCursor: null }
    expect(reopenFeedState(state, fresh).shown).toEqual(['5000', '4000'])
  })

  test('a first page that is read again puts new posts behind the pill and removes missing ones', () => {
    const state = opened([100, 90, 80, 70], '70')
    const merged = mergeFeedPage(state, page([110, 100, 80, 70], '70'), known(state))
    expect(merged).toMatchObject({ waiting: ['110'], shown: ['100', '80', '70'], nextCursor: '70', gap: false })
  })

  test('posts older than the page stay', () => {
    const state = opened([100, 90, 80, 70], '70')
    expect(mergeFeedPage(state, page([100, 90], '90'), known(state)).shown).toEqual(['100', '90', '80', '70'])
  })

  test('a post that arrived while the page was being loaded stays', () => {
    const asked = opened([100, 90], '90')
    const state = receivePost(asked, plainPost('110'))
    expect(mergeFeedPage(state, page([100, 90], '90'), known(asked)).waiting).toEqual(['110'])
  })

  test('a page that ends above all shown posts makes a gap, and the shown posts stay', () => {
    const state = opened([100, 90], '90')
    expect(mergeFeedPage(state, page([300, 290], '290'), known(state))).toMatchObject({
      gap: true,
      shown: ['100', '90'],
    })
  })

  test('after an interruption of the stream, posts that arrive later do not make a page joinable that ends among the missing ones', () => {
    const feed = (id: number): Frame => ({ event: 'feed', position: 'e:1', post: plainPost(String(id)) })
    const reset: Frame = { event: 'reset', reason: 'epoch', withinMs: 0, position: 'e:2' }
    const before = [feed(110), reset, feed(300)].reduce(receiveFrame, opened([], null))
    expect(mergeFeedPage(before, page([300, 290, 280], '280'), known(before)).gap).toBe(true)
    const joined = mergeFeedPage(before, page([300, 290, 110], '110'), known(before))
    expect(joined).toMatchObject({ gap: false, waiting: ['300', '290', '110'] })
    expect(
      mergeFeedPage(receiveFrame(joined, feed(310)), page([310, 305], '305'), { knownBefore: new Set() }).gap,
    ).toBe(false)
  })

  test('an empty feed simply shows the page', () => {
    expect(mergeFeedPage(opened([]), page([100]), { knownBefore: new Set() })).toMatchObject({
      shown: ['100'],
      waiting: [],
    })
  })

  test('a reader who comes by a link finds nothing behind the pill, and also the posts that only frames contained', () => {
    const state = [plainPost('110'), plainPost('120')].reduce(receivePost, opened([100, 90]))
    expect(reopenFeedState(state, page([110, 100, 90]))).toMatchObject({
      shown: ['120', '110', '100', '90'],
      waiting: [],
    })
  })

  test('after frames and pages in any order, a post is in at most one list, and lists are sorted', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('post' as const), id: fc.integer({ min: 1, max: 3000 }) }),
      fc.record({ kind: fc.constant('delete' as const), id: fc.integer({ min: 1, max: 3000 }) }),
      fc.record({ kind: fc.constant('show' as const) }),
      fc.record({ kind: fc.constant('page' as const), ids: fc.array(fc.integer({ min: 1, max: 3000 })) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state = opened([2000, 1000])
        const deleted = new Set<string>()
        for (const at of steps) {
          if (at.kind === 'post') state = receivePost(state, plainPost(String(at.id)))
          if (at.kind === 'show') state = showWaitingPosts(state)
          if (at.kind === 'page') {
            const ids = [...new Set(at.ids)].sort((a, b) => b - a)
            state = mergeFeedPage(state, page(ids), known(state))
          }
          if (at.kind === 'delete') {
            state = receiveChange(state, { postId: String(at.id), deleted: true })
            deleted.add(String(at.id))
          }
          const all = [...state.shown, ...state.waiting, ...state.late]
          expect(new Set(all).size).toBe(all.length)
          for (const list of [state.shown, state.waiting, state.late]) {
            expect(list).toEqual([...list].sort((one, other) => compareIds(other, one)))
            for (const id of list) expect(state.posts.has(id)).toBe(true)
          }
          expect(all.filter((id) => deleted.has(id))).toEqual([])
        }
      }),
    )
  })
})

describe('One’s own post', () => {
  test('is shown once, whether its frame or its answer comes first', () => {
    const sent = sending(opened([100]), unsent('k'))
    const frameFirst = settle(receivePost(sent, mine('110')), 'k', mine('110'))
    const answerFirst = receivePost(settle(sent, 'k', mine('110')), mine('110'))
    for (const state of [frameFirst, answerFirst]) {
      expect(state).toMatchObject({ shown: ['110', '100'], waiting: [], unsent: [], setAside: [] })
      expect(state.keys.get('110')).toBe('k')
    }
  })

  test('does not hide posts of other people and other devices while its answer is awaited', () => {
    const sent = sending(opened([100]), unsent('k'))
    const waiting = [plainPost('105'), mine('106'), mine('110')].reduce(receivePost, sent)
    expect(waiting.waiting).toEqual(['105'])
    expect(settle(waiting, 'k', mine('110'))).toMatchObject({ shown: ['110', '100'], waiting: ['106', '105'] })
  })

  test('of which only the answer was lost becomes one with its retry', () => {
    const arrived = plainPost('110', { ...mine('110'), text: 'hello', createdAt: '2026-11-22T12:00:01.000Z' })
    const setAside = receivePost(sending(opened([100]), unsent('k')), arrived)
    const waiting = sending(setAside, unsent('k', { state: 'waiting', sentAt: 1 }))
    expect(waiting).toMatchObject({ waiting: ['110'], setAside: [] })
    expect(feedRows(waiting).map(({ key }) => key)).toEqual(['100'])
    expect(settle(waiting, 'k', arrived)).toMatchObject({ shown: ['110', '100'], waiting: [], unsent: [] })
  })

  test('that was sent before a reload, and stands in the page, is not shown a second time above it', () => {
    const post = plainPost('110', { ...mine('110'), text: 'hello', createdAt: '2026-11-22T12:00:01.000Z' })
    const reopened = { ...opened([100]), shown: ['110'], posts: new Map([['110', post]]) }
    const keysOf = (one: UnsentPost) => feedRows(sending(reopened, one)).map(({ key }) => key)
    expect(keysOf(unsent('k', { sentAt: 1 }))).toEqual(['110'])
    expect(keysOf(unsent('k'))).toEqual(['k', '110'])
    expect(keysOf(unsent('k', { sentAt: 1, text: 'hello again' }))).toEqual(['k', '110'])
    expect(feedRows(sending({ ...reopened, keys: new Map([['110', 'j']]) }, unsent('k', { sentAt: 1 })))).toHaveLength(
      2,
    )
  })

  test('that is taken back leaves nothing behind, and what was set aside appears', () => {
    const taken = sending(receivePost(sending(opened([100]), unsent('k')), mine('106')))
    expect(taken).toMatchObject({ unsent: [], setAside: [], shown: ['100'], waiting: ['106'] })
  })

  test('is the right one of two that are being sent', () => {
    let state = sending(opened([100]), unsent('a'), unsent('b'))
    state = [mine('111'), mine('110')].reduce(receivePost, state)
    state = settle(settle(state, 'b', mine('111')), 'a', mine('110'))
    expect(state).toMatchObject({ shown: ['111', '110', '100'], waiting: [], setAside: [], unsent: [] })
  })
})
