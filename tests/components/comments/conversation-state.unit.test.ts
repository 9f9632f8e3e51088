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
  withoutAuthor,
} from '@/components/comments/conversation-state'
import { commentDrafts } from '@/components/comments/send-comment'
import type { Comment, Page } from '@/lib/shared/views'

const ME = '900'

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
const { add: addDraft, drop: dropDraft } = commentDrafts
const settleDraft = (state: ConversationState, key: string, item: Comment) => commentDrafts.settle(state, { key, item })
const failDraft = (state: ConversationState, key: string, problem: string) =>
  commentDrafts.fail(state, { key, problem })
const aDraft = (key: string, text = key) => ({ key, text, state: 'pending' as const })

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
    const meanwhile = settleDraft(addDraft(state, aDraft('k')), 'k', aComment(3, { by: ME }))
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
  const writing = addDraft(newConversationState(ME, pageOf([4])), aDraft('k', 'hello'))

  test('appears once when the answer comes first', () => {
    const state = refreshed(settleDraft(writing, 'k', mine), page)
    expect(idsOf(state)).toEqual([4, 5])
    expect(state.drafts).toEqual([])
    expect(state.keys.get('5')).toBe('k')
  })

  test('appears once when a page brings it before the answer', () => {
    const read = refreshed(writing, page)
    expect(idsOf(read)).toEqual([4])
    expect(read.drafts).toHaveLength(1)
    const state = settleDraft(read, 'k', mine)
    expect(idsOf(state)).toEqual([4, 5])
    expect(state).toMatchObject({ drafts: [], setAside: [] })
  })

  test('that could not be sent keeps its text; its retry has the same key and stands in the same place', () => {
    const failed = failDraft(addDraft(writing, aDraft('l', 'second')), 'k', 'offline')
    expect(failed.drafts).toEqual([
      { key: 'k', text: 'hello', state: 'failed', problem: 'offline' },
      { key: 'l', text: 'second', state: 'pending' },
    ])
    expect(addDraft(failed, aDraft('k', 'hello')).drafts.map(({ key, state }) => [key, state])).toEqual([
      ['k', 'pending'],
      ['l', 'pending'],
    ])
    expect(dropDraft(failed, 'k').drafts.map(({ key }) => key)).toEqual(['l'])
  })

  test('of which only the answer was lost is recognised when it is read: no draft is left to retry', () => {
    const before = failDraft(refreshed(writing, page), 'k', 'offline')
    expect(before).toMatchObject({ drafts: [], setAside: [] })
    expect(idsOf(before)).toEqual([4, 5])
    const after = refreshed(failDraft(writing, 'k', 'offline'), page)
    expect(after.drafts).toEqual([])
    expect(idsOf(after)).toEqual([4, 5])
  })

  test('from another device is set aside only while a draft is pending that it could be', () => {
    const elsewhere = aComment(6, { by: ME, text: 'from the phone' })
    const read = refreshed(writing, { items: [elsewhere, mine, aComment(4)], nextCursor: null })
    expect(idsOf(read)).toEqual([4])
    expect(idsOf(settleDraft(read, 'k', mine))).toEqual([4, 5, 6])
  })

  test('stays a draft when its author leaves the page and comes back', () => {
    const state = reopenConversationState(failDraft(writing, 'k', 'offline'), pageOf([8, 9], { more: true }))
    expect(idsOf(state)).toEqual([8, 9])
    expect(state.drafts).toHaveLength(1)
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
