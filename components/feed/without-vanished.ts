import { forgetOldest } from '@/components/client/forget-oldest'
import type { Post } from '@/lib/shared/views'
import { type FeedState, forgetPosts, isOnOlderPage, merged, withPosts } from './feed-state'
import { forgetDeletions, withoutDeleted } from './without-deleted'

/** How many vanished posts are remembered and asked for. */
const REMEMBERED = 500
const ASKED_FOR = 100

/**
 * Without posts that an answer of the server has shown to belong in the feed no more. They are remembered like deleted ones, for
 * they may come back. Their version is '' because only an answer can say that they have.
 */
export function withoutVanished(state: FeedState, ids: ReadonlySet<string>): FeedState {
  const gone = [...ids].filter((id) => state.posts.has(id))
  if (gone.length === 0) return state
  const deletions = state.deletions + 1
  const deleted = new Map(state.deleted)
  for (const id of gone) deleted.set(id, { version: '', shown: state.shown.includes(id), nth: deletions })
  forgetOldest(deleted, REMEMBERED)
  return { ...forgetPosts(state, ids), deleted, deletions }
}

/** The posts that vanished last from the part of the feed that is loaded: the server may have them again. */
export function vanishedFrom(state: FeedState): string[] {
  return [...state.deleted.keys()].filter((id) => !isOnOlderPage(state, id)).slice(-ASKED_FOR)
}

/** Whether a post that belongs among the loaded ones is not there. One that is being sent from here waits for the answer. */
export function isMissing(state: FeedState, id: string): boolean {
  return !state.posts.has(id) && !isOnOlderPage(state, id) && !state.setAside.some((post) => post.id === id)
}

/**
 * With posts of an answer that the feed lacks: they vanished and are back, or were hidden when it was loaded. They go where they
 * belong, as late ones do. `requested`: see withoutDeleted.
 */
export function withReturned(state: FeedState, items: readonly Post[], requested: number): FeedState {
  const returned = withoutDeleted(state, items, requested).filter(({ id }) => isMissing(state, id))
  if (returned.length === 0) return state
  const late = merged(
    state.late,
    returned.map(({ id }) => id),
  )
  return { ...state, late, deleted: forgetDeletions(state, returned), posts: withPosts(state, returned) }
}
