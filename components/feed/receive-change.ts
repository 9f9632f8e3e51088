import { forgetOldest } from '@/components/client/forget-oldest'
import type { Post, PostFrame } from '@/lib/shared/views'
import { type FeedState, filterOut, merged, removeFromLists, withPosts } from './feed-state'
import { forgetDeletions } from './without-deleted'

/** How many deletions are remembered, because frames of the deleted posts may come after them. */
const REMEMBERED = 500

/** Takes in that a post was edited or deleted. */
export function receiveChange(state: FeedState, change: PostFrame): FeedState {
  if ('deleted' in change) return removePost(state, change.postId)
  return state.posts.has(change.post.id) ? { ...state, posts: withPosts(state, [change.post]) } : state
}

/** Shows a post again that the viewer has deleted and restored, at once and in the same place of the list. */
export function receiveRestored(state: FeedState, post: Post): FeedState {
  const { shown = false } = state.deleted.get(post.id) ?? {}
  const next = { ...state, deleted: forgetDeletions(state, [post]), posts: withPosts(state, [post]) }
  return shown ? { ...next, shown: merged(next.shown, [post.id]) } : next
}

function removePost(state: FeedState, id: string): FeedState {
  const posts = new Map(state.posts)
  posts.delete(id)
  return {
    ...removeFromLists(state, new Set([id])),
    posts,
    deleted: withDeletion(state, id),
    deletions: state.deletions + 1,
    setAside: filterOut(state.setAside, (post) => post.id === id),
  }
}

function withDeletion(state: FeedState, id: string): FeedState['deleted'] {
  const deleted = new Map(state.deleted)
  const before = deleted.get(id)
  const shown = state.shown.includes(id) || before?.shown === true
  const version = state.posts.get(id)?.updatedAt ?? before?.version ?? ''
  // Deleted first, so that it becomes the latest entry.
  deleted.delete(id)
  deleted.set(id, { version, shown, nth: state.deletions + 1 })
  forgetOldest(deleted, REMEMBERED)
  return deleted
}
