import { isSending } from '@/components/unsent/unsent-items'
import type { Post } from '@/lib/shared/views'
import { type FeedState, isOnOlderPage, merged, withPosts } from './feed-state'
import { forgetDeletions } from './without-deleted'

/** A post so much older than the newest shown one (milliseconds) is not announced by the pill. */
const LATE = 10 * 60_000
/** With more posts than this behind the pill, pressing it loads the newest page instead. */
const MOST_WAITING = 1000

/** Takes in a post that is new for this reader. Idempotent. */
export function receivePost(state: FeedState, post: Post): FeedState {
  const known = state.posts.get(post.id)
  if (known) return post.updatedAt > known.updatedAt ? { ...state, posts: withPosts(state, [post]) } : state
  if (state.deleted.has(post.id)) return receiveDeleted(state, post)
  if (post.author.id === state.viewerId && isSending(state)) return { ...state, setAside: [...state.setAside, post] }
  return addToList(state, post)
}

function addToList(state: FeedState, post: Post): FeedState {
  if (isOnOlderPage(state, post.id) || state.gap) return state
  const posts = withPosts(state, [post])
  if (isLate(state, post)) return { ...state, posts, late: merged(state.late, [post.id]) }
  if (state.waiting.length >= MOST_WAITING) return { ...state, gap: true }
  return { ...state, posts, waiting: merged(state.waiting, [post.id]) }
}

function isLate({ posts, shown }: FeedState, post: Post): boolean {
  const newest = posts.get(shown[0] ?? '')
  return newest !== undefined && Date.parse(newest.createdAt) - Date.parse(post.createdAt) > LATE
}

/** The frame of a deleted post may come after that of its deletion. Only a version newer than the deleted one was restored. */
function receiveDeleted(state: FeedState, post: Post): FeedState {
  const { version, shown } = state.deleted.get(post.id) ?? { version: '', shown: false }
  if (version === '' || post.updatedAt <= version) return state
  const rest = { ...state, deleted: forgetDeletions(state, [post]) }
  if (!shown) return addToList(rest, post)
  return { ...rest, posts: withPosts(rest, [post]), late: merged(rest.late, [post.id]) }
}
