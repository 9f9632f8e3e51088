import { api, messageOf, timeoutSignal } from '@/components/client/api'
import { newKey } from '@/components/client/idempotency-key'
import { type Composition, returnToComposition } from '@/components/composer/composition'
import { createDrafts } from '@/components/list/drafts'
import { receive } from '@/components/live/live'
import { toastError, toastWithUndo } from '@/components/ui/toast'
import type { Post } from '@/lib/shared/views'
import type { Feed } from './feed'
import { type FeedState, merged, type PostDraft, removeFromLists, withPosts } from './feed-state'
import { receivePost } from './receive-post'

/** The drafts of the feed stand above the posts, the latest sent first. */
export const postDrafts = createDrafts<FeedState, PostDraft, Post>({
  insert: (drafts, draft) => [draft, ...drafts.filter(({ key }) => key !== draft.key)],
  show(state, post) {
    const rest = removeFromLists(state, new Set([post.id]))
    return { ...rest, posts: withPosts(rest, [post]), shown: merged(rest.shown, [post.id]) }
  },
  receive: (state, posts) => posts.reduce(receivePost, state),
})

/** Shows a new post at once and sends it. */
export function sendPost(feed: Feed, { text, audience, activity }: Composition): void {
  const draft: PostDraft = {
    key: newKey(),
    text,
    audience,
    activity,
    state: 'pending',
    createdAt: new Date().toISOString(),
  }
  void send(feed, draft)
}

/** Sends a failed draft again under the same key, so that it becomes one post even if the first attempt arrived. */
export function retryPost(feed: Feed, draft: PostDraft): void {
  void send(feed, { ...draft, state: 'pending', problem: undefined })
}

/** Removes a failed draft. Its text goes back to the composer if that is empty. */
export function discardPost(feed: Feed, draft: PostDraft): void {
  feed.change((state) => postDrafts.drop(state, draft.key))
  returnToComposition(draft)
}

async function send(feed: Feed, draft: PostDraft): Promise<void> {
  const { key, text, audience, activity } = draft
  feed.change((state) => postDrafts.add(state, draft))
  const body = { text, audience, activity: activity && { verb: activity.verb, placeId: activity.place.id } }
  try {
    const options = { idempotencyKey: key, signal: timeoutSignal() }
    const { post } = await api.post<{ post: Post }>('/api/posts', body, options)
    feed.change((state) => postDrafts.settle(state, { key, item: post }))
    toastWithUndo('Posted', () => void undo(draft, post))
  } catch (error) {
    feed.change((state) => postDrafts.fail(state, { key, problem: messageOf(error) }))
  }
}

/** Deletes the post, on all screens. Its text goes back to the composer if that is empty. */
async function undo(draft: PostDraft, { id }: Post): Promise<void> {
  try {
    await api.delete(`/api/posts/${id}`)
    receive({ event: 'post', change: { postId: id, deleted: true } })
    returnToComposition(draft)
  } catch (error) {
    toastError(messageOf(error))
  }
}
