import { compareIds, isNewerId } from '@/components/client/ids'
import { type HeldPost, mergePost } from '@/components/live/held-post'
import type { Audience, Place, Post, Verb } from '@/lib/shared/views'

/** One's own post between the press of the button and the server's answer. The key makes a retry the same post. */
export type Draft = {
  key: string
  text: string
  audience: Audience
  activity: { verb: Verb; place: Place } | null
  state: 'pending' | 'failed'
  /** Why it failed, for people. */
  problem?: string
  createdAt: string
}

export type Loading = 'idle' | 'loading' | 'failed'

/** The feed as this browser holds it. Lists are newest first and hold ids; a post is in at most one of them. */
export type FeedState = {
  viewerId: string
  posts: ReadonlyMap<string, HeldPost>
  shown: readonly string[]
  /** Behind the pill: new posts never move what is being read. */
  waiting: readonly string[]
  /** Old news that came late: joins at its place as soon as that place is out of sight. */
  late: readonly string[]
  /** Newest first, above everything else. */
  drafts: readonly Draft[]
  /** Frames of own posts, while it is not known which of them a draft became. */
  held: readonly Post[]
  /** Deleted posts, with the version that was deleted ('' when it was never here), and whether it was shown. */
  gone: ReadonlyMap<string, { version: string; shown: boolean }>
  /** Posts that were drafts here keep the draft's key, so that nothing is drawn anew when the answer comes. */
  keys: ReadonlyMap<string, string>
  nextCursor: string | null
  /** Of the older page, and of the newest one where there is a gap. */
  older: Loading
  newest: Loading
  /** Up to this id (from the oldest shown) nothing is missing: the newest that a page or an unbroken stream has told. */
  through: string
  /** The stream had to start over: what it tells now is beyond a hole, until a page has been joined. */
  hole: boolean
  /** So much is missing between what is shown and the present that the two cannot be joined. */
  gap: boolean
}

/** Both lists as one, newest first, each id once. */
export function merged(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort((a, b) => compareIds(b, a))
}

export function without<Value>(list: readonly Value[], unwanted: (value: Value) => boolean): readonly Value[] {
  return list.some(unwanted) ? list.filter((value) => !unwanted(value)) : list
}

/** The place of an id in a list that is newest first. */
export function placeOf(id: string, list: readonly string[]): number {
  const at = list.findIndex((other) => isNewerId(id, other))
  return at < 0 ? list.length : at
}

/** True for a post older than the oldest shown one, while there are older pages to come: one of them will bring it. */
export function isBeyond({ shown, nextCursor }: FeedState, id: string): boolean {
  const oldest = shown.at(-1)
  return nextCursor !== null && oldest !== undefined && isNewerId(oldest, id)
}

export function withPosts(state: FeedState, posts: readonly Post[]): ReadonlyMap<string, HeldPost> {
  const next = new Map(state.posts)
  for (const post of posts) next.set(post.id, mergePost(next.get(post.id), post))
  return next
}
