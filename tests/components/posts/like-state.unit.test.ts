import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergePost } from '@/components/live/known-post'
import {
  dueLike,
  failLike,
  type LikeState,
  learnLike,
  likeOf,
  NO_LIKE,
  settleLike,
  shownLike,
  withPress,
} from '@/components/posts/like-state'
import type { Post } from '@/lib/shared/views'
import { plainPost } from '../../support/plain-post'

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString()

/** The post in an answer to this viewer. */
const answeredPost = (second: number, { liked, count }: { liked: boolean; count: number }): Post =>
  plainPost('5', { updatedAt: at(second), likeCount: count, viewer: { liked, muted: false } })

/** The post in a frame, which is for all readers. */
const frame = (second: number, count: number): Post => plainPost('5', { updatedAt: at(second), likeCount: count })

const pressed = (post: Post, state: LikeState = NO_LIKE) => withPress(state, shownLike(post, state))
/** The request is under way. */
const sent = (state: LikeState): LikeState => ({ ...state, sending: dueLike(state) })

describe('A press', () => {
  test('is shown at once, and asks the server for what is shown', () => {
    const post = answeredPost(0, { liked: false, count: 3 })
    const state = pressed(post)
    expect(shownLike(post, state)).toEqual({ liked: true, count: 4 })
    expect(dueLike(state)).toBe(true)
  })

  test('takes a like back', () => {
    const post = answeredPost(0, { liked: true, count: 1 })
    const state = pressed(post)
    expect(shownLike(post, state)).toEqual({ liked: false, count: 0 })
    expect(dueLike(state)).toBe(false)
  })

  test('of a post that came as a frame counts as a like: new posts are liked by nobody', () => {
    const post = frame(0, 0)
    expect(shownLike(post, pressed(post))).toEqual({ liked: true, count: 1 })
  })

  test('once answered leaves what the server said', () => {
    const post = answeredPost(0, { liked: false, count: 3 })
    const state = settleLike(sent(pressed(post)), answeredPost(1, { liked: true, count: 9 }))
    expect(dueLike(state)).toBeNull()
    expect(shownLike(post, state)).toEqual({ liked: true, count: 9 })
  })
})

describe('A double press', () => {
  const post = answeredPost(0, { liked: false, count: 3 })

  test('makes one request at a time, and the last press wins', () => {
    const first = sent(pressed(post))
    const second = pressed(post, first)
    expect(shownLike(post, second)).toEqual({ liked: false, count: 3 })
    expect(dueLike(second)).toBeNull()

    const answered = settleLike(second, answeredPost(1, { liked: true, count: 4 }))
    expect(shownLike(post, answered)).toEqual({ liked: false, count: 3 })
    expect(dueLike(answered)).toBe(false)

    const done = settleLike(sent(answered), answeredPost(2, { liked: false, count: 3 }))
    expect(shownLike(post, done)).toEqual({ liked: false, count: 3 })
    expect(dueLike(done)).toBeNull()
  })

  test('and a third one are done with the first answer', () => {
    const thrice = pressed(post, pressed(post, sent(pressed(post))))
    const state = settleLike(thrice, answeredPost(1, { liked: true, count: 4 }))
    expect(dueLike(state)).toBeNull()
    expect(shownLike(post, state)).toEqual({ liked: true, count: 4 })
  })

  test('however many presses and whichever requests fail, screen and server agree in the end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('press', 'answer', 'refuse', 'lose'), { maxLength: 40 }), (steps) => {
        let server = false
        let second = 0
        let state = NO_LIKE
        const answer = () => answeredPost(++second, { liked: server, count: Number(server) })
        const page = answer()
        const send = () => {
          if (dueLike(state) !== null) state = sent(state)
        }
        const finish = (how: string) => {
          if (state.sending === null) return
          // A lost answer counts as failed, although the server has made the change.
          if (how !== 'refuse') server = state.sending
          state = how === 'answer' ? settleLike(state, answer()) : failLike(state)
          send()
        }
        for (const step of steps) {
          if (step === 'press') state = pressed(page, state)
          else finish(step)
          send()
        }
        while (state.sending !== null) finish('answer')
        expect(state.pressed).toBeNull()
        // After a lost answer the next page says what is true.
        const shown = shownLike(answer(), state)
        expect(shown).toEqual({ liked: server, count: Number(server) })
      }),
    )
  })
})

describe('Frames', () => {
  test('between press and answer do not count the like twice', () => {
    const before = answeredPost(0, { liked: false, count: 3 })
    const state = sent(pressed(before))
    const now = mergePost(before, frame(1, 4))
    expect(shownLike(now, state)).toEqual({ liked: true, count: 4 })
    expect(shownLike(now, settleLike(state, answeredPost(1, { liked: true, count: 4 })))).toEqual({
      liked: true,
      count: 4,
    })
  })

  test("keep what is only the viewer's own", () => {
    const post = mergePost(answeredPost(0, { liked: true, count: 3 }), frame(9, 5))
    expect(shownLike(post, NO_LIKE)).toEqual({ liked: true, count: 5 })
  })

  test('newer than the answer update the number, and keep the like', () => {
    const before = answeredPost(0, { liked: false, count: 3 })
    const state = settleLike(sent(pressed(before)), answeredPost(1, { liked: true, count: 4 }))
    expect(shownLike(mergePost(before, frame(2, 7)), state)).toEqual({ liked: true, count: 7 })
  })

  test('older than the answer change nothing, whatever their order', () => {
    const before = answeredPost(0, { liked: false, count: 3 })
    const state = settleLike(sent(pressed(before)), answeredPost(5, { liked: true, count: 4 }))
    expect(shownLike(mergePost(before, frame(3, 9)), state)).toEqual({ liked: true, count: 4 })
  })

  test('a later answer to the viewer wins over an earlier one, also when a frame has brought a newer version of the post', () => {
    const known = mergePost(answeredPost(0, { liked: false, count: 3 }), frame(9, 5))
    const post = mergePost(known, answeredPost(4, { liked: true, count: 4 }))
    expect(post).toMatchObject({ likeCount: 5, updatedAt: at(9) })
    expect(shownLike(post, NO_LIKE)).toEqual({ liked: true, count: 5 })
    expect(mergePost(post, answeredPost(2, { liked: false, count: 1 }))).toBe(post)
  })
})

describe('A late answer', () => {
  test('does not bring an old state back', () => {
    const state = learnLike(NO_LIKE, likeOf(answeredPost(5, { liked: false, count: 2 })))
    expect(learnLike(state, likeOf(answeredPost(3, { liked: true, count: 3 })))).toBe(state)
    // A page that was read before the press, and arrives after its answer.
    const page = answeredPost(3, { liked: true, count: 3 })
    expect(shownLike(page, state)).toEqual({ liked: false, count: 2 })
    expect(shownLike(mergePost(page, frame(9, 6)), state)).toEqual({ liked: false, count: 6 })
  })

  test('of a like is replaced by a page that was read later, after a press on another device', () => {
    const state = learnLike(NO_LIKE, likeOf(answeredPost(3, { liked: true, count: 3 })))
    expect(shownLike(answeredPost(5, { liked: false, count: 2 }), state)).toEqual({ liked: false, count: 2 })
  })
})

describe('A failure', () => {
  test('goes back to what is known', () => {
    const post = answeredPost(0, { liked: false, count: 3 })
    const state = failLike(sent(pressed(post)))
    expect(shownLike(post, state)).toEqual({ liked: false, count: 3 })
    expect(dueLike(state)).toBeNull()
  })

  test('goes back to what frames have brought meanwhile', () => {
    const post = answeredPost(0, { liked: false, count: 3 })
    expect(shownLike(mergePost(post, frame(1, 8)), failLike(sent(pressed(post))))).toEqual({ liked: false, count: 8 })
  })

  test('sends what was pressed meanwhile, because the failed request may have arrived', () => {
    const post = answeredPost(0, { liked: false, count: 3 })
    const state = failLike(pressed(post, sent(pressed(post))))
    expect(dueLike(state)).toBe(false)
    expect(shownLike(post, state)).toEqual({ liked: false, count: 3 })
  })
})
