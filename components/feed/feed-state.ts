import { compareIds, isNewerId } from '@/components/client/ids'
import type { Loading } from '@/components/list/load-more'
import { type KnownPost, mergePost } from '@/components/live/known-post'
import type { Unsent } from '@/components/unsent/unsent'
import type { WithUnsent } from '@/components/unsent/unsent-items'
import type { Post } from '@/lib/shared/views'

/** The feed as this browser knows it. Lists are newest first and contain ids; a post is in at most one of them. */
export type FeedState = WithUnsent<Unsent, Post> & {
  viewerId: string
  posts: ReadonlyMap<string, KnownPost>
  shown: readonly string[]
  /**
   * New posts that are not shown yet, so that they do not move what is being read. The pill counts them, and a press
   * shows them.
   */
  waiting: readonly string[]
  /**
   * Posts that arrived long after they were written. Each moves to `shown` when its place in that list is outside of the
   * visible part of the screen, so that nothing visible moves.
   */
  late: readonly string[]
  /**
   * The posts that were deleted last, so that a late frame does not bring them back. `version`: the `updatedAt` that was known
   * at the deletion, '' if the post had not arrived. `shown`: whether the post was in the list `shown`. `nth`: which deletion
   * it was of all that this tab has received.
   */
  deleted: ReadonlyMap<string, { version: string; shown: boolean; nth: number }>
  /** How many deletions this tab has received. A page that was requested after a deletion may contain the post again. */
  deletions: number
  /** Null: there are no older pages. */
  nextCursor: string | null
  /** The id at which the loaded pages end, also when that post has vanished. */
  bottom: string
  loadingOlder: Loading
  /** The newest page is loaded when the reader presses the pill and there is a gap. */
  loadingNewest: Loading
  /** No post of the feed is missing from the oldest shown one up to this id. */
  through: string
  /**
   * The stream was reset, so posts before those that arrive now may be missing. True until a page is joined or replaces
   * the list.
   */
  interrupted: boolean
  /** Posts are missing between those known here and the newest ones. A press of the pill then loads the newest page. */
  gap: boolean
}

/** Both lists as one, newest first, each id once. */
export function merged(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort((a, b) => compareIds(b, a))
}

/** The list without unwanted values. The same array when there are none, so that React sees no change. */
export function filterOut<Value>(list: readonly Value[], unwanted: (value: Value) => boolean): readonly Value[] {
  return list.some(unwanted) ? list.filter((value) => !unwanted(value)) : list
}

/** Removes ids from all lists. The posts themselves stay in `posts`. */
export function removeFromLists(state: FeedState, ids: ReadonlySet<string>): FeedState {
  const isOne = (id: string) => ids.has(id)
  return {
    ...state,
    shown: filterOut(state.shown, isOne),
    waiting: filterOut(state.waiting, isOne),
    late: filterOut(state.late, isOne),
  }
}

/** The index at which an id belongs in a list that is newest first. */
export function indexFor(id: string, list: readonly string[]): number {
  const at = list.findIndex((other) => isNewerId(id, other))
  return at < 0 ? list.length : at
}

/** True for a post below the loaded pages while there are older ones: it is on one of them, and comes with it. */
export function isOnOlderPage({ nextCursor, bottom }: FeedState, id: string): boolean {
  return nextCursor !== null && isNewerId(bottom, id)
}

/** The known posts and these, each in its newest version. */
export function withPosts(state: FeedState, posts: readonly Post[]): ReadonlyMap<string, KnownPost> {
  const next = new Map(state.posts)
  for (const post of posts) next.set(post.id, mergePost(next.get(post.id), post))
  return next
}

/** Without these posts, which do not belong in the feed any more. */
export function forgetPosts(state: FeedState, ids: ReadonlySet<string>): FeedState {
  if (ids.size === 0) return state
  return { ...removeFromLists(state, ids), posts: new Map([...state.posts].filter(([id]) => !ids.has(id))) }
}

/** Without the posts of somebody of whom nothing is shown any more. */
export function withoutAuthor(state: FeedState, authorId: string): FeedState {
  const isTheirs = ({ author }: Post) => author.id === authorId
  const theirs = [...state.posts.values()].filter(isTheirs).map(({ id }) => id)
  return { ...forgetPosts(state, new Set(theirs)), setAside: filterOut(state.setAside, isTheirs) }
}
