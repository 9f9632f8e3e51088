import { createDrafts } from '@/components/list/drafts'
import type { Comment } from '@/lib/shared/views'
import { type CommentDraft, type ConversationState, receiveComments, withComments } from './conversation-state'

/** The drafts of a conversation stand below the comments, in the order of their first sending. */
export const commentDrafts = createDrafts<ConversationState, CommentDraft, Comment>({
  insert(drafts, draft) {
    const known = drafts.some(({ key }) => key === draft.key)
    return known ? drafts.map((other) => (other.key === draft.key ? draft : other)) : [...drafts, draft]
  },
  show: (state, comment) => withComments(state, [comment]),
  receive: receiveComments,
})
