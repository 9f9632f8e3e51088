import { isNewerId } from '@/components/client/ids'
import type { FeedPage, Page, Post } from '@/lib/shared/views'
import { type FeedState, isBeyond, merged, placeOf, withPosts } from './feed-state'
import { withoutIds } from './receive-post'

/** The feed of a viewer as the server first rendered it. */
export function openWith(viewerId: string, page: Page<Post>): FeedState {
  const state: FeedState = {
    viewerId,
    posts: new Map(),
    shown: [],
    waiting: [],
    late: [],
    drafts: [],
    held: [],
    gone: new Map(),
    keys: new Map(),
    nextCursor: null,
    older: 'idle',
    newest: 'idle',
    through: '0',
    hole: false,
    gap: false,
  }
  return replaceWith(state, page)
}

/** Shows this page and nothing else: what was held cannot be joined with it. */
export function replaceWith(state: FeedState, page: Page<Post>): FeedState {
  const { nextCursor } = page
  const items = page.items.filter(({ id }) => !state.gone.has(id))
  const posts = withPosts({ ...state, posts: new Map() }, items)
  const shown = merged(
    items.map(({ id }) => id),
    [],
  )
  const through = page.items[0]?.id ?? '0'
  return { ...state, posts, shown, waiting: [], late: [], through, hole: false, gap: false, nextCursor }
}

/** The reader comes anew: the page as just read, and on top what only frames have told since. Nothing waits. */
export function reopenWith(state: FeedState, page: Page<Post>): FeedState {
  const told = [...state.waiting, ...state.late].flatMap((id) => state.posts.get(id) ?? [])
  const next = replaceWith(state, page)
  const fresh = told.filter(({ id }) => !isBeyond(next, id))
  return {
    ...next,
    posts: withPosts(next, fresh),
    shown: merged(
      next.shown,
      fresh.map(({ id }) => id),
    ),
  }
}

/** Puts everything that waits in its place. */
export function showWaiting(state: FeedState): FeedState {
  const shown = merged(state.shown, [...state.waiting, ...state.late])
  return { ...state, shown, waiting: [], late: [] }
}

/** What late posts may not be put between: the first and last visible places of `shown`; null when nothing is seen. */
export type Sight = { first: number; last: number } | null

/** Lets late posts join whose place nobody is looking at. */
export function joinLate(state: FeedState, sight: Sight): FeedState {
  const joining = state.late.filter((id) => {
    const place = placeOf(id, state.shown)
    return !sight || place <= sight.first || place > sight.last
  })
  if (joining.length === 0) return state
  const late = state.late.filter((id) => !joining.includes(id))
  return { ...state, shown: merged(state.shown, joining), late }
}

/** An older page, below what is shown. */
export function appendPage(state: FeedState, { items, nextCursor }: Page<Post>): FeedState {
  const fresh = items.filter(({ id }) => !state.gone.has(id))
  const ids = fresh.map(({ id }) => id)
  const rest = withoutIds(state, new Set(ids))
  return { ...rest, posts: withPosts(state, fresh), shown: merged(state.shown, ids), nextCursor }
}

/**
 * A newly read first page, after something was missed. What it adds goes behind the pill; what it lacks has vanished.
 * Only posts that were held before the page was asked for can have vanished: others may be newer than the page.
 */
export function mergeFirstPage(state: FeedState, page: FeedPage, heldBefore: ReadonlySet<string>): FeedState {
  const items = page.items.filter(({ id }) => !state.gone.has(id))
  const ids = new Set(items.map(({ id }) => id))
  const oldest = page.nextCursor === null ? null : page.items.at(-1)?.id
  const covered = (id: string) => oldest === null || (oldest !== undefined && !isNewerId(oldest, id))
  const vanished = [...state.posts.keys()].filter((id) => covered(id) && heldBefore.has(id) && !ids.has(id))
  const rest = withoutIds(state, new Set(vanished))
  if (rest.shown.length === 0 && rest.waiting.length === 0) return replaceWith(rest, page)
  return joinable(rest, page) ? join(rest, items, vanished) : { ...rest, gap: true }
}

/** A page that ends above what is known without a hole leaves one, which only scrolling could never fill. */
function joinable({ through }: FeedState, { items, nextCursor }: FeedPage): boolean {
  const oldest = items.at(-1)?.id
  return nextCursor === null || oldest === undefined || !isNewerId(oldest, through)
}

function join(state: FeedState, items: Post[], vanished: string[]): FeedState {
  const listed = new Set([...state.shown, ...state.waiting, ...state.late])
  const unknown = items.filter(({ id }) => !listed.has(id) && !isBeyond(state, id))
  const posts = new Map(
    withPosts(
      state,
      items.filter(({ id }) => !isBeyond(state, id) || listed.has(id)),
    ),
  )
  for (const id of vanished) posts.delete(id)
  const newest = items[0]?.id ?? '0'
  return {
    ...state,
    posts,
    through: isNewerId(newest, state.through) ? newest : state.through,
    hole: false,
    waiting: merged(
      state.waiting,
      unknown.map(({ id }) => id),
    ),
  }
}
