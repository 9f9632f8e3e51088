import { newKey } from '@/components/client/idempotency-key'
import type { KnownDraft } from '@/components/unsent/draft'
import { sendUnsent, writtenNow } from '@/components/unsent/outbox'
import { onAccepted, outbox } from '@/components/unsent/outbox-state'
import type { UnsentComment } from '@/components/unsent/unsent'
import { createUnsentItems } from '@/components/unsent/unsent-items'
import type { Comment } from '@/lib/shared/views'
import type { Conversation } from './conversation'
import { type ConversationState, receiveComments, withComments } from './conversation-state'

/** The unsent comments of a conversation stand below the others, in the order of writing. */
export const unsentComments = createUnsentItems<ConversationState, UnsentComment, Comment>({
  show: (state, comment) => withComments(state, [comment]),
  receive: receiveComments,
})

type Written = { viewerId: string; postId: string; text: string }

/** Shows a new comment at once and sends it. `drafts`: the stored drafts that it was. */
export function sendComment(written: Written, drafts: readonly KnownDraft[]): void {
  sendUnsent({ ...written, key: newKey(), createdAt: writtenNow(), state: 'pending', sentAt: null }, drafts)
}

/** Shows in a conversation what the outbox has, until the returned function is called. */
export function showUnsentComments({ postId, viewerId, store, change }: Conversation): () => void {
  const show = () => {
    const isOwn = (one: { viewerId: string; postId?: string }): one is UnsentComment =>
      one.viewerId === viewerId && one.postId === postId
    change((state) => unsentComments.replace(state, outbox.get().filter(isOwn)))
  }
  const stopShowing = outbox.subscribe(show)
  const stopReceiving = onAccepted(({ key, comment }) => {
    const isHere = store.get().unsent.some((one) => one.key === key)
    if (comment && isHere) change((state) => unsentComments.settle(state, { key, item: comment }))
  })
  show()
  return () => {
    stopShowing()
    stopReceiving()
  }
}
