import { type KnownPost, viewerVersion } from '@/components/live/known-post'
import type { Post } from '@/lib/shared/views'

/** What a card shows: whether the viewer likes the post, and how many do. */
export type Like = { liked: boolean; count: number }

/** What this browser knows about the viewer's like of one post beyond what its pages were given. */
export type LikeState = {
  /** What the server said last, and of which version of the post. */
  known: (Like & { at: string }) | null
  /** What was pressed last, while the server has not said the same. It is what is shown. */
  wish: Like | null
  /** What the server is being asked to make true. One request at a time. */
  sending: boolean | null
}

export const NO_LIKE: LikeState = { known: null, wish: null, sending: null }

/**
 * What to show. A wish stands until it is answered, whatever frames say meanwhile: whether they count it already cannot
 * be told. Without one the newest version decides, and knows the viewer only if it was told to this viewer.
 */
export function shownLike(post: KnownPost, { known, wish }: LikeState): Like {
  if (wish) return wish
  const liked = known && known.at >= viewerVersion(post) ? known.liked : post.viewer?.liked
  return { liked: liked ?? false, count: known && known.at > post.updatedAt ? known.count : post.likeCount }
}

/** The button was pressed: the opposite of what is shown is wished. */
export function press(state: LikeState, shown: Like): LikeState {
  const liked = !shown.liked
  return { ...state, wish: { liked, count: Math.max(0, shown.count + (liked ? 1 : -1)) } }
}

/** What to ask the server for now: null when it has nothing to do, or is still busy with an earlier wish. */
export function dueLike({ wish, sending }: LikeState): boolean | null {
  return wish && sending === null ? wish.liked : null
}

/** The server has answered. The wish is fulfilled unless another one was pressed meanwhile. */
export function settle(state: LikeState, post: Post): LikeState {
  const { known } = learn(state, likeOf(post))
  const fulfilled = state.wish?.liked === state.sending
  return { known, wish: fulfilled ? null : state.wish, sending: null }
}

/** It could not be done: back to what is known, unless another wish was pressed meanwhile, which is tried. */
export function fail(state: LikeState): LikeState {
  const wish = state.wish?.liked === state.sending ? null : state.wish
  return { ...state, wish, sending: null }
}

/** What an answer to this viewer said, here or in another tab. An older one changes nothing. */
export function learn(state: LikeState, told: NonNullable<LikeState['known']>): LikeState {
  return state.known && state.known.at > told.at ? state : { ...state, known: told }
}

export function likeOf({ viewer, likeCount, updatedAt }: Post): NonNullable<LikeState['known']> {
  return { liked: viewer?.liked ?? false, count: likeCount, at: updatedAt }
}
