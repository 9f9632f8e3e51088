import type { Page, Post } from '@/lib/shared/views'
import { type FeedState, isOnOlderPage, merged, removeFromLists, withPosts } from './feed-state'
import { forgetDeletions, withoutDeleted } from './without-deleted'

/** The feed of a viewer that begins with this first page. */
export function newFeedState(viewerId: string, page: Page<Post>): FeedState {
  const state: FeedState = {
    viewerId,
    posts: new Map(),
    shown: [],
    waiting: [],
    late: [],
    unsent: [],
    setAside: [],
    deleted: new Map(),
    deletions: 0,
    keys: new Map(),
    nextCursor: null,
    bottom: '0',
    loadingOlder: 'idle',
    loadingNewest: 'idle',
    through: '0',
    interrupted: false,
    gap: false,
  }
  return replaceWith(state, page)
}

/**
 * Shows the posts of this page and no others: between them and those known before, posts would be missing. `requested`: see
 * withoutDeleted.
 */
export function replaceWith(state: FeedState, page: Page<Post>, requested?: number): FeedState {
  const items = withoutDeleted(state, page.items, requested)
  return {
    ...state,
    deleted: forgetDeletions(state, items),
    posts: withPosts({ ...state, posts: new Map() }, items),
    shown: merged(idsOf(items), []),
    waiting: [],
    late: [],
    through: page.items[0]?.id ?? '0',
    interrupted: false,
    gap: false,
    nextCursor: page.nextCursor,
    bottom: page.items.at(-1)?.id ?? '0',
  }
}

/**
 * For a reader who came to the feed again by a link: shows the page that was just read, and with it the posts that only
 * frames have brought so far. None of them waits behind the pill.
 */
export function reopenFeedState(state: FeedState, page: Page<Post>): FeedState {
  const arrived = [...state.waiting, ...state.late].flatMap((id) => state.posts.get(id) ?? [])
  const next = replaceWith(state, page)
  const fresh = arrived.filter(({ id }) => !isOnOlderPage(next, id))
  return { ...next, posts: withPosts(next, fresh), shown: merged(next.shown, idsOf(fresh)) }
}

/** Adds an older page below what is shown. `requested`: see withoutDeleted. */
export function appendFeedPage(state: FeedState, { items, nextCursor }: Page<Post>, requested?: number): FeedState {
  const fresh = withoutDeleted(state, items, requested)
  const ids = idsOf(fresh)
  const rest = removeFromLists(state, new Set(ids))
  const deleted = forgetDeletions(state, fresh)
  const bottom = items.at(-1)?.id ?? state.bottom
  return { ...rest, deleted, posts: withPosts(state, fresh), shown: merged(state.shown, ids), nextCursor, bottom }
}

function idsOf(posts: readonly Post[]): string[] {
  return posts.map(({ id }) => id)
}
