import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addEarlier,
  type ConversationState,
  keepRead,
  leavesGap,
  mergeNewest,
  newConversationState,
  removeComment,
  reopenConversationState,
  shownUnsent,
  withoutAuthor,
} from '@/components/comments/conversation-state'
import { unsentComments } from '@/components/comments/send-comment'
import type { UnsentComment } from '@/components/unsent/unsent'
import type { Comment, Page } from '@/lib/shared/views'

const ME = '900'
/** When the comments with the ids 5 and 6 were written, too. */
const WRITTEN_AT = new Date(Date.UTC(2026, 10, 22) + 5_000).toISOString()

function aComment(id: number, { by = '901', text = `comment ${id}` } = {}): Comment {
  const author = { id: by, handle: `p${by}`, name: `Person ${by}`, bio: '', avatarUrl: null }
  const createdAt = new Date(Date.UTC(2026, 10, 22) + id * 1000).toISOString()
  return { id: String(id), author, text, createdAt, mentions: [] }
}

/** As the API answers: newest first, and a cursor when there is more. */
function pageOf(ids: number[], { more = false } = {}): Page<Comment> {
  const items = ids.toSorted((one, other) => other - one).map((id) => aComment(id))
  return { items, nextCursor: more ? (items.at(-1)?.id ?? null) : null }
}

const idsOf = ({ comments }: ConversationState) => comments.map(({ id }) => Number(id))
const known = ({ comments }: ConversationState) => new Set(comments.map(({ id }) => id))
const refreshed = (state: ConversationState, page: Page<Comment>) => mergeNewest(state, page, known(state))
const settle = (state: ConversationState, key: string, item: Comment) => unsentComments.settle(state, { key, item })
const sending = (state: ConversationState, ...unsent: UnsentComment[]) => unsentComments.replace(state, unsent)
const unsent = (key: string, more: Partial<UnsentComment> = {}): UnsentComment => ({
  key,
  viewerId: ME,
  postId: '1',
  text: key,
  createdAt: WRITTEN_AT,
  state: 'pending',
  sentAt: Date.parse(WRITTEN_AT),
  ...more,
})

describe('A conversation', () => {
  test('is shown oldest first, and earlier comments are added above', () => {
    const state = newConversationState(ME, pageOf([7, 8, 9], { more: true }))
    expect(idsOf(state)).toEqual([7, 8, 9])
    const all = addEarlier(state, pageOf([4, 5, 6]))
    expect(idsOf(all)).toEqual([4, 5, 6, 7, 8, 9])
    expect(all.cursor).toBeNull()
  })

  test('shows new comments and removes deleted ones, however often it is read', () => {
    const state = newConversationState(ME, pageOf([7, 8, 9], { more: true }))
    const next = refreshed(state, pageOf([8, 10], { more: true }))
    expect(idsOf(next)).toEqual([7, 8, 10])
    expect(idsOf(refreshed(next, pageOf([8, 10], { more: true })))).toEqual([7, 8, 10])
    expect(next.cursor).toBe('7')
  })

  test('keeps a comment that arrived while the page was being read', () => {
    const state = newConversationState(ME, pageOf([1]))
    const before = known(state)
    const meanwhile = settle(sending(state, unsent('k')), 'k', aComment(3, { by: ME }))
    expect(idsOf(mergeNewest(meanwhile, pageOf([1, 2]), before))).toEqual([1, 2, 3])
  })

  test('does not show again what was deleted in this tab', () => {
    const state = removeComment(newConversationState(ME, pageOf([1, 2])), '2')
    expect(idsOf(refreshed(state, pageOf([1, 2])))).toEqual([1])
  })

  test('shows only the new page when comments between it and the shown ones may be missing', () => {
    const state = newConversationState(ME, pageOf([1, 2, 3]))
    expect(leavesGap(state, pageOf([3, 4, 5], { more: true }))).toBe(false)
    expect(leavesGap(state, pageOf([5, 6], { more: true }))).toBe(true)
    expect(leavesGap(state, pageOf([5, 6]))).toBe(false)
    const next = refreshed(state, pageOf([5, 6], { more: true }))
    expect(idsOf(next)).toEqual([5, 6])
    expect(next.cursor).toBe('5')
  })

  test('that was empty, or whose comments are all deleted, continues where the new page ends', () => {
    expect(refreshed(newConversationState(ME, pageOf([])), pageOf([5, 6], { more: true })).cursor).toBe('5')
    expect(refreshed(newConversationState(ME, pageOf([1, 2])), pageOf([]))).toMatchObject({
      comments: [],
      cursor: null,
    })
  })

  test('after any changes shows exactly the comments that exist, from the oldest shown one on', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 })
    fc.assert(
      fc.property(fc.array(ids, { minLength: 1, maxLength: 8 }), (truths) => {
        const read = (truth: number[]) => {
          const newest = truth.toSorted((one, other) => one - other).slice(-5)
          return pageOf(newest, { more: truth.length > 5 })
        }
        let state = newConversationState(ME, pageOf([]))
        for (const truth of truths) {
          state = refreshed(state, read(truth))
          const shown = idsOf(state)
          const newest = truth.toSorted((one, other) => one - other).slice(-5)
          expect(shown.slice(-newest.length || shown.length)).toEqual(newest)
          expect(new Set(shown).size).toBe(shown.length)
        }
      }),
    )
  })
})

describe("A comment of one's own", () => {
  const mine = aComment(5, { by: ME, text: 'hello' })
  const page: Page<Comment> = { items: [mine, aComment(4)], nextCursor: null }
  const writing = sending(newConversationState(ME, pageOf([4])), unsent('k', { text: 'hello' }))

  test('appears once when the answer comes first', () => {
    const state = refreshed(settle(writing, 'k', mine), page)
    expect(idsOf(state)).toEqual([4, 5])
    expect(state.unsent).toEqual([])
    expect(state.keys.get('5')).toBe('k')
  })

  test('appears once when a page brings it before the answer', () => {
    const read = refreshed(writing, page)
    expect(idsOf(read)).toEqual([4])
    expect(read.unsent).toHaveLength(1)
    const state = settle(read, 'k', mine)
    expect(idsOf(state)).toEqual([4, 5])
    expect(state).toMatchObject({ unsent: [], setAside: [] })
  })

  test('that waits or was refused stays below the others, and what was set aside appears when nothing is being sent', () => {
    const [first, second] = [unsent('k', { state: 'failed' }), unsent('l')]
    const read = refreshed(sending(writing, first, second), {
      items: [aComment(6, { by: ME }), aComment(4)],
      nextCursor: null,
    })
    expect([idsOf(read), shownUnsent(read)]).toEqual([[4], [first, second]])
    const refused = sending(read, first)
    expect([idsOf(refused), shownUnsent(refused)]).toEqual([[4, 6], [first]])
    const waiting = unsent('l', { state: 'waiting' })
    expect(idsOf(sending(read, waiting))).toEqual([4, 6])
  })

  test('of which only the answer was lost is shown once: as the comment that was read', () => {
    const waiting = unsent('k', { text: 'hello', state: 'failed' })
    const read = sending(refreshed(writing, page), waiting)
    expect([idsOf(read), shownUnsent(read)]).toEqual([[4, 5], []])
    // It was not sent yet, or another comment with the same words is older.
    for (const other of [
      unsent('k', { text: 'hello', sentAt: null, state: 'failed' }),
      unsent('k', { text: 'hello', createdAt: '2026-11-23T00:00:00.000Z', state: 'failed' }),
      unsent('k', { text: 'Hello', state: 'failed' }),
    ]) {
      expect(shownUnsent(sending(refreshed(writing, page), other))).toEqual([other])
    }
  })

  test('from another device is set aside only while a comment is being sent that it could be', () => {
    const elsewhere = aComment(6, { by: ME, text: 'from the phone' })
    const read = refreshed(writing, { items: [elsewhere, mine, aComment(4)], nextCursor: null })
    expect(idsOf(read)).toEqual([4])
    expect(idsOf(settle(read, 'k', mine))).toEqual([4, 5, 6])
  })

  test('stays unsent when its author leaves the page and comes back', () => {
    const state = reopenConversationState(
      sending(writing, unsent('k', { state: 'failed' })),
      pageOf([8, 9], { more: true }),
    )
    expect(idsOf(state)).toEqual([8, 9])
    expect(state.unsent).toHaveLength(1)
    expect(state.cursor).toBe('8')
  })
})

describe('Comments that may not be seen any more', () => {
  const long = () =>
    addEarlier(newConversationState(ME, pageOf([7, 8, 9], { more: true })), pageOf([4, 5, 6], { more: true }))

  test('vanish wherever they are, when all that is shown is read again; what came meanwhile stays', () => {
    const state = long()
    const meanwhile = mergeNewest(state, pageOf([7, 8, 9, 10], { more: true }), known(state))
    const read = [5, 7, 9].map((id) => aComment(id))
    const after = keepRead(meanwhile, read, known(state))
    expect(idsOf(after)).toEqual([5, 7, 9, 10])
    expect(after.cursor).toBe(state.cursor)
  })

  test('of somebody who is hidden vanish without being read again', () => {
    const state = newConversationState(ME, { items: [aComment(9), aComment(8, { by: '7' })], nextCursor: null })
    expect(idsOf(withoutAuthor(state, '7'))).toEqual([9])
    expect(idsOf(withoutAuthor(state, '902'))).toEqual([8, 9])
  })
})
