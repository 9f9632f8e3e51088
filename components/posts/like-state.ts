import { type KnownPost, viewerVersion } from '@/components/live/known-post'
import type { Post } from '@/lib/shared/views'

/** What a card shows: whether the viewer likes the post, and how many do. */
export type Like = { liked: boolean; count: number }

/** What this browser knows about the viewer's like of one post, in addition to what its pages hold. */
export type LikeState = {
  /** The last answer of the server to this viewer; `at` is the version of the post in it. */
  known: (Like & { at: string }) | null
  /** What was pressed last, until the server has answered the same. It is shown. */
  pressed: Like | null
  /** What the request under way asks for; null without one. One request at a time. */
  sending: boolean | null
}

export const NO_LIKE: LikeState = { known: null, pressed: null, sending: null }

/**
 * What to show. A press is shown until it is answered, also when frames come meanwhile: a frame does not say whether its
 * number already counts it. Without one the newest version decides; only answers to this viewer say `liked`.
 */
export function shownLike(post: KnownPost, { known, pressed }: LikeState): Like {
  if (pressed) return pressed
  const liked = known && known.at >= viewerVersion(post) ? known.liked : post.viewer?.liked
  return { liked: liked ?? false, count: known && known.at > post.updatedAt ? known.count : post.likeCount }
}

/** The button was pressed: the viewer wants the opposite of what is shown. */
export function withPress(state: LikeState, shown: Like): LikeState {
  const liked = !shown.liked
  return { ...state, pressed: { liked, count: Math.max(0, shown.count + (liked ? 1 : -1)) } }
}

/** What to ask the server for now: null when all presses are answered, or while an earlier request is under way. */
export function dueLike({ pressed, sending }: LikeState): boolean | null {
  return pressed && sending === null ? pressed.liked : null
}

/** The server has answered. The press is dropped, unless the viewer has pressed again meanwhile. */
export function settleLike(state: LikeState, post: Post): LikeState {
  const { known } = learnLike(state, likeOf(post))
  const fulfilled = state.pressed?.liked === state.sending
  return { known, pressed: fulfilled ? null : state.pressed, sending: null }
}

/** The request failed. The press is dropped, unless the viewer has pressed again meanwhile: then that is tried. */
export function failLike(state: LikeState): LikeState {
  const pressed = state.pressed?.liked === state.sending ? null : state.pressed
  return { ...state, pressed, sending: null }
}

/** Keeps an answer to this viewer, from this tab or another. An older one changes nothing. */
export function learnLike(state: LikeState, answer: NonNullable<LikeState['known']>): LikeState {
  return state.known && state.known.at > answer.at ? state : { ...state, known: answer }
}

export function likeOf({ viewer, likeCount, updatedAt }: Post): NonNullable<LikeState['known']> {
  return { liked: viewer?.liked ?? false, count: likeCount, at: updatedAt }
}
