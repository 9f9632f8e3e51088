import type { Post } from '@/lib/shared/views'
import { type Draft, type FeedState, merged, without, withPosts } from './feed-state'
import { receivePost, withoutIds } from './receive-post'

/** Shows a draft at once. A known key starts over: a retry. */
export function addDraft(state: FeedState, draft: Draft): FeedState {
  const others = without(state.drafts, ({ key }) => key === draft.key)
  return { ...state, drafts: [draft, ...others] }
}

/** The server has taken it: the draft becomes the post, and frames of it are known. */
export function settleDraft(state: FeedState, key: string, post: Post): FeedState {
  const drafts = without(state.drafts, (draft) => draft.key === key)
  const rest = withoutIds({ ...state, drafts }, new Set([post.id]))
  const next = {
    ...rest,
    posts: withPosts(rest, [post]),
    shown: merged(rest.shown, [post.id]),
    keys: new Map(state.keys).set(post.id, key),
  }
  return releaseHeld(next)
}

/** It could not be sent, or nobody knows whether it was. The text stays. */
export function failDraft(state: FeedState, key: string, problem: string): FeedState {
  const drafts = state.drafts.map((draft) =>
    draft.key === key ? { ...draft, state: 'failed' as const, problem } : draft,
  )
  return releaseHeld({ ...state, drafts })
}

export function dropDraft(state: FeedState, key: string): FeedState {
  return releaseHeld({ ...state, drafts: without(state.drafts, (draft) => draft.key === key) })
}

/** Once no answer is awaited, own posts among the frames are from elsewhere, and news like any other. */
function releaseHeld(state: FeedState): FeedState {
  if (state.drafts.some((draft) => draft.state === 'pending')) return state
  return state.held.reduce(receivePost, { ...state, held: [] })
}
