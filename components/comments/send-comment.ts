import { api, messageOf, timeoutSignal } from '@/components/client/api'
import { newKey } from '@/components/client/idempotency-key'
import { createDrafts } from '@/components/list/drafts'
import type { Comment } from '@/lib/shared/views'
import type { Conversation } from './conversation'
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

/** Shows a new comment at once and sends it. */
export function sendComment(conversation: Conversation, text: string): void {
  void send(conversation, { key: newKey(), text, state: 'pending' })
}

/** Sends a failed draft again under the same key, so that it becomes one comment even if the first attempt arrived. */
export function retryComment(conversation: Conversation, draft: CommentDraft): void {
  void send(conversation, { ...draft, state: 'pending', problem: undefined })
}

export function discardComment(conversation: Conversation, { key }: CommentDraft): void {
  conversation.change((state) => commentDrafts.drop(state, key))
}

async function send(conversation: Conversation, draft: CommentDraft): Promise<void> {
  const { postId, change } = conversation
  const { key, text } = draft
  change((state) => commentDrafts.add(state, draft))
  try {
    const path = `/api/posts/${postId}/comments`
    const { comment } = await api.post<{ comment: Comment }>(
      path,
      { text },
      { idempotencyKey: key, signal: timeoutSignal() },
    )
    change((state) => commentDrafts.settle(state, { key, item: comment }))
  } catch (error) {
    change((state) => commentDrafts.fail(state, { key, problem: messageOf(error) }))
  }
}
