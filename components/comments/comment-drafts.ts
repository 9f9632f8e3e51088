import type { Comment } from '@/lib/shared/views'
import { type CommentDraft, type ConversationState, receive, withComments } from './conversation-state'

/** Shows a draft at once. A known key starts over, where it stands: a retry. */
export function addDraft(state: ConversationState, draft: CommentDraft): ConversationState {
  const known = state.drafts.some(({ key }) => key === draft.key)
  const drafts = known
    ? state.drafts.map((other) => (other.key === draft.key ? draft : other))
    : [...state.drafts, draft]
  return { ...state, drafts }
}

/** The server has taken it: the draft becomes the comment. */
export function settleDraft(state: ConversationState, key: string, comment: Comment): ConversationState {
  const keys = new Map(state.keys).set(comment.id, key)
  const held = state.held.filter(({ id }) => id !== comment.id)
  return releaseHeld(withComments({ ...dropped(state, key), keys, held }, [comment]))
}

/** It could not be sent, or nobody knows whether it was. The text stays. */
export function failDraft(state: ConversationState, key: string, problem: string): ConversationState {
  const drafts = state.drafts.map((draft) =>
    draft.key === key ? { ...draft, state: 'failed' as const, problem } : draft,
  )
  return releaseHeld({ ...state, drafts })
}

export function dropDraft(state: ConversationState, key: string): ConversationState {
  return releaseHeld(dropped(state, key))
}

function dropped(state: ConversationState, key: string): ConversationState {
  return { ...state, drafts: state.drafts.filter((draft) => draft.key !== key) }
}

/** Once no answer is awaited, one's own comments that were read meanwhile are from elsewhere. */
function releaseHeld(state: ConversationState): ConversationState {
  const sending = state.drafts.some((draft) => draft.state === 'pending')
  return sending || state.held.length === 0 ? state : receive({ ...state, held: [] }, state.held)
}
