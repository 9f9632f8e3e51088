import { newKey } from '@/components/client/idempotency-key'
import type { Store } from '@/components/client/store'
import type { Composition } from '@/components/composer/composition'
import { toastWithUndo } from '@/components/ui/toast'
import type { KnownDraft } from '@/components/unsent/draft'
import { sendUnsent, writtenNow } from '@/components/unsent/outbox'
import { onAccepted, outbox } from '@/components/unsent/outbox-state'
import type { Unsent } from '@/components/unsent/unsent'
import { createUnsentItems } from '@/components/unsent/unsent-items'
import type { Post } from '@/lib/shared/views'
import { type FeedState, merged, removeFromLists, withPosts } from './feed-state'
import { receivePost } from './receive-post'
import { undoPost } from './undo-post'

/** The unsent posts of the feed stand above the others, the latest written first. */
export const unsentPosts = createUnsentItems<FeedState, Unsent, Post>({
  show(state, post) {
    const rest = removeFromLists(state, new Set([post.id]))
    return { ...rest, posts: withPosts(rest, [post]), shown: merged(rest.shown, [post.id]) }
  },
  receive: (state, posts) => posts.reduce(receivePost, state),
})

/** Shows a new post at once and sends it. `drafts`: the stored drafts that it was. */
export function sendPost(
  viewerId: string,
  { text, audience, activity }: Composition,
  drafts: readonly KnownDraft[],
): void {
  const createdAt = writtenNow()
  sendUnsent({ key: newKey(), viewerId, text, audience, activity, createdAt, state: 'pending', sentAt: null }, drafts)
}

/**
 * Shows in the feed the posts of the outbox, until the returned function is called; and comments that were refused, because
 * their own page may be gone.
 */
export function showUnsentPosts(viewerId: string, { get, change }: Store<FeedState>): () => void {
  const show = () => {
    const belongs = ({ postId, state }: Unsent) => postId === undefined || state === 'failed'
    const own = outbox.get().filter((one) => one.viewerId === viewerId && belongs(one))
    change((state) => unsentPosts.replace(state, own.toReversed()))
  }
  const stopShowing = outbox.subscribe(show)
  const stopReceiving = onAccepted(({ key, post }, { here }) => {
    const unsent = get().unsent.find((one) => one.key === key)
    // Another tab has sent it, and this one does not show it: it comes as a new post does.
    if (!post || unsent?.postId !== undefined || !unsent) return
    change((state) => unsentPosts.settle(state, { key, item: post }))
    if (here) toastWithUndo('Posted', () => void undoPost(unsent, post))
  })
  show()
  return () => {
    stopShowing()
    stopReceiving()
  }
}
