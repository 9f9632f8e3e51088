import { createStore } from '@/components/client/store'
import type { StoredDraft } from '@/components/unsent/draft'
import { keepDraft } from '@/components/unsent/keep-draft'

export type CommentDraft = ReturnType<typeof createCommentDraft>

function createCommentDraft(postId: string) {
  const text = createStore('')
  const isEmpty = (value: string) => value === ''
  return { text, keeper: keepDraft({ target: `comment/${postId}`, shown: text, isEmpty, empty: () => '' }) }
}

const drafts = new Map<string, CommentDraft>()

/** The comment that is being written on a post in this tab. */
export function commentDraft(postId: string): CommentDraft {
  const draft = drafts.get(postId) ?? createCommentDraft(postId)
  // On the server each rendering has its own.
  if (typeof window !== 'undefined') drafts.set(postId, draft)
  return draft
}

/** Puts a draft back into the field; if something else is written there, it is kept to be put back later. */
export function returnToCommentDraft(postId: string, draft: StoredDraft<string>): void {
  const { text, keeper } = commentDraft(postId)
  if (text.get() === '') keeper.takeUp(draft)
  else keeper.keep(draft)
}
