import { describe, expect, test } from 'vitest'
import { mergePost } from '@/components/live/known-post'
import { INITIAL, latestOf, receiveLive } from '@/components/live/live-state'
import type { Post } from '@/lib/shared/views'
import { plainPost } from '../../support/plain-post'

const answer = (likeCount: number, given: Partial<Post> = {}) =>
  plainPost('5', { likeCount, commentCount: 1, viewer: { liked: false, muted: false }, ...given })
const frame = (likeCount: number, updatedAt: string) => plainPost('5', { likeCount, commentCount: 1, updatedAt })
const LATER = plainPost('6').updatedAt

describe('Ana blocks somebody who likes a post: the post is the same, and she finds other counts', () => {
  test('a later answer of the same version has the counts', () => {
    expect(mergePost(answer(3), answer(2))).toMatchObject({ likeCount: 2 })
    expect(mergePost(frame(3, LATER), answer(2, { updatedAt: LATER }))).toMatchObject({ likeCount: 2 })
    expect(mergePost(answer(3), answer(3, { commentCount: 0 }))).toMatchObject({ commentCount: 0 })
  })

  test('an older version and a frame of the same version do not', () => {
    const known = answer(3, { updatedAt: LATER })
    expect(mergePost(known, answer(2))).toBe(known)
    expect(mergePost(known, frame(2, LATER))).toBe(known)
    expect(mergePost(known, answer(3, { updatedAt: LATER }))).toBe(known)
  })

  test('of a page and a change of the same version, the one that was received later has them', () => {
    const change = (post: Post) => receiveLive(INITIAL, { event: 'post', change: { post } }).postChanges.get('5')
    const early = answer(3)
    expect(latestOf(early, undefined)).toBe(early)
    const asked = change(answer(2))
    expect(latestOf(early, asked)).toMatchObject({ likeCount: 2 })
    const readAgain = answer(1)
    expect(latestOf(readAgain, asked)).toBe(readAgain)
  })

  test('an answer of the version that is known as a change is taken in', () => {
    const before = receiveLive(INITIAL, { event: 'post', change: { post: answer(3) } })
    const after = receiveLive(before, { event: 'post', change: { post: answer(2) } })
    expect(after.postChanges.get('5')).toMatchObject({ likeCount: 2 })
    expect(receiveLive(after, { event: 'post', change: { post: answer(2) } })).toBe(after)
  })
})

describe('Ana mutes a conversation, which does not change the post', () => {
  const muted = answer(3, { viewer: { liked: false, muted: true } })

  test('the answer says so on every card, also after a frame', () => {
    expect(mergePost(answer(3), muted).viewer).toEqual({ liked: false, muted: true })
    expect(mergePost(mergePost(answer(3), muted), frame(9, LATER))).toMatchObject({
      likeCount: 9,
      viewer: { liked: false, muted: true },
    })
  })

  test('also on a page where a frame has brought the newest version', () => {
    const page = answer(3)
    const framed = receiveLive(INITIAL, { event: 'post', change: { post: frame(9, LATER) } })
    const answered = answer(9, { updatedAt: LATER, viewer: { liked: false, muted: true } })
    const change = receiveLive(framed, { event: 'post', change: { post: answered } }).postChanges.get('5')
    expect(latestOf(page, change)).toMatchObject({ likeCount: 9, viewer: { liked: false, muted: true } })
  })

  test('and the answer to unmuting, that it is not muted', () => {
    const known = mergePost(frame(3, LATER), { ...muted, updatedAt: LATER })
    expect(mergePost(known, answer(3, { updatedAt: LATER })).viewer).toEqual({ liked: false, muted: false })
  })
})
