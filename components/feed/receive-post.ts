import { forgetOldest } from '@/components/client/forget-oldest'
import type { Post, PostFrame } from '@/lib/shared/views'
import { type FeedState, isBeyond, merged, without, withPosts } from './feed-state'

/** A post this much older than the newest one shown is no news: it joins silently. */
const LATE = 10 * 60_000
/** How many deletions are remembered, against frames that come after them. */
const REMEMBERED = 500
/** More than this behind the pill is not joined any more, but loaded anew. */
const MOST_WAITING = 1000

/** Takes in a post that is new for this reader. Seeing one twice changes nothing. */
export function receivePost(state: FeedState, post: Post): FeedState {
  const known = state.posts.get(post.id)
  if (known) return post.updatedAt > known.updatedAt ? { ...state, posts: withPosts(state, [post]) } : state
  if (state.gone.has(post.id)) return comeBack(state, post)
  if (post.author.id === state.viewerId && state.drafts.some((draft) => draft.state === 'pending')) {
    return { ...state, held: [...state.held, post] }
  }
  return addToList(state, post)
}

function addToList(state: FeedState, post: Post): FeedState {
  if (isBeyond(state, post.id) || state.gap) return state
  const posts = withPosts(state, [post])
  if (isLate(state, post)) return { ...state, posts, late: merged(state.late, [post.id]) }
  if (state.waiting.length >= MOST_WAITING) return { ...state, gap: true }
  return { ...state, posts, waiting: merged(state.waiting, [post.id]) }
}

function isLate({ posts, shown }: FeedState, post: Post): boolean {
  const newest = posts.get(shown[0] ?? '')
  return newest !== undefined && Date.parse(newest.createdAt) - Date.parse(post.createdAt) > LATE
}

/** A frame of a deleted post is mostly one that was overtaken; only a newer version than the deleted one was restored. */
function comeBack(state: FeedState, post: Post): FeedState {
  const { version, shown } = state.gone.get(post.id) ?? { version: '', shown: false }
  if (version === '' || post.updatedAt <= version) return state
  const gone = new Map(state.gone)
  gone.delete(post.id)
  const back = { ...state, gone }
  return shown ? { ...back, posts: withPosts(back, [post]), late: merged(back.late, [post.id]) } : addToList(back, post)
}

/** Takes in that a post was edited or deleted. */
export function receiveChange(state: FeedState, change: PostFrame): FeedState {
  if ('deleted' in change) return remove(state, change.postId)
  return state.posts.has(change.post.id) ? { ...state, posts: withPosts(state, [change.post]) } : state
}

/** Brings back one's own deleted post, at once and where it stood. */
export function restore(state: FeedState, post: Post): FeedState {
  const { shown = false } = state.gone.get(post.id) ?? {}
  const gone = new Map(state.gone)
  gone.delete(post.id)
  const back = { ...state, gone, posts: withPosts(state, [post]) }
  return shown ? { ...back, shown: merged(back.shown, [post.id]) } : back
}

export function remove(state: FeedState, id: string): FeedState {
  const posts = new Map(state.posts)
  posts.delete(id)
  const gone = new Map(state.gone)
  const shown = state.shown.includes(id) || gone.get(id)?.shown === true
  const version = state.posts.get(id)?.updatedAt ?? gone.get(id)?.version ?? ''
  gone.delete(id)
  gone.set(id, { version, shown })
  forgetOldest(gone, REMEMBERED)
  return { ...withoutIds(state, new Set([id])), posts, gone, held: without(state.held, (post) => post.id === id) }
}

/** Takes ids out of all lists. */
export function withoutIds(state: FeedState, ids: ReadonlySet<string>): FeedState {
  const isOne = (id: string) => ids.has(id)
  const { shown, waiting, late } = state
  return { ...state, shown: without(shown, isOne), waiting: without(waiting, isOne), late: without(late, isOne) }
}
