import { compareIds, isNewerId } from '@/components/client/ids'
import type { Draft, WithDrafts } from '@/components/list/drafts'
import type { Loading } from '@/components/list/loading'
import { type KnownPost, mergePost } from '@/components/live/known-post'
import type { Audience, Place, Post, Verb } from '@/lib/shared/views'

/** A post of one's own that is being sent, or could not be sent. */
export type PostDraft = Draft & {
  text: string
  audience: Audience
  activity: { verb: Verb; place: Place } | null
  createdAt: string
}

/** The feed as this browser knows it. Lists are newest first and contain ids; a post is in at most one of them. */
export type FeedState = WithDrafts<PostDraft, Post> & {
  viewerId: string
  posts: ReadonlyMap<string, KnownPost>
  shown: readonly string[]
  /** Counted by the pill and shown when it is pressed: new posts never move what is being read. */
  waiting: readonly string[]
  /** Posts that arrived long after they were written. Each joins `shown` as soon as its index is out of sight. */
  late: readonly string[]
  /** The latest deleted posts: the version that was deleted ('' for a post that never arrived), and whether it was shown. */
  deleted: ReadonlyMap<string, { version: string; shown: boolean }>
  nextCursor: string | null
  /** The loading of the next older page. */
  older: Loading
  /** The loading of the newest page, which is needed when there is a gap. */
  newest: Loading
  /** From the oldest shown post up to this id no post is missing: pages and an uninterrupted stream contained them all. */
  through: string
  /** The stream started over: posts that arrive now may follow missing ones, until a page has been joined. */
  interrupted: boolean
  /** Too many posts are missing between the shown ones and the present to join the two. */
  gap: boolean
}

/** Both lists as one, newest first, each id once. */
export function merged(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort((a, b) => compareIds(b, a))
}

/** The list itself when there is nothing to leave out. */
export function without<Value>(list: readonly Value[], unwanted: (value: Value) => boolean): readonly Value[] {
  return list.some(unwanted) ? list.filter((value) => !unwanted(value)) : list
}

/** Takes ids out of all lists. */
export function withoutIds(state: FeedState, ids: ReadonlySet<string>): FeedState {
  const isOne = (id: string) => ids.has(id)
  return {
    ...state,
    shown: without(state.shown, isOne),
    waiting: without(state.waiting, isOne),
    late: without(state.late, isOne),
  }
}

/** Where an id belongs in a list that is newest first. */
export function indexFor(id: string, list: readonly string[]): number {
  const at = list.findIndex((other) => isNewerId(id, other))
  return at < 0 ? list.length : at
}

/** True for a post older than the oldest shown one while there are older pages: it arrives with its page. */
export function isBeyond({ shown, nextCursor }: FeedState, id: string): boolean {
  const oldest = shown.at(-1)
  return nextCursor !== null && oldest !== undefined && isNewerId(oldest, id)
}

export function withPosts(state: FeedState, posts: readonly Post[]): ReadonlyMap<string, KnownPost> {
  const next = new Map(state.posts)
  for (const post of posts) next.set(post.id, mergePost(next.get(post.id), post))
  return next
}
