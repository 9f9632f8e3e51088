import { forgetOldest } from '@/components/client/forget-oldest'
import type { NotificationState, Post, PostFrame } from '@/lib/shared/views'
import { newerState } from './bell-state'
import type { Frame } from './frames'
import { isAnotherAnswer, mergePost, newReceipt, receiptOf } from './known-post'

/** Whether frames reach this tab. `ended`: the session is over, and this is final. */
export type StreamStatus = 'connecting' | 'live' | 'lost' | 'ended'

/**
 * The viewer may not see this post. `receipt`: when this tab learned it (see receiptOf). `isBack`: a version came by the stream
 * after it. It may be an old one, so the post is not shown before the server has answered.
 */
export type GonePost = { gone: true; receipt: number; isBack: boolean }

/** The newest version of a post, or that it is gone. */
export type ChangedPost = Post | GonePost

export type LiveState = {
  status: StreamStatus
  /** The stream is open, but the server says that it may miss things. */
  degraded: boolean
  /** Up to where this tab has everything. Opaque: only the server can compare two. */
  position: string | null
  connectionId: string | null
  /** The newest received state of the viewer's bell; null before the first. */
  bell: NotificationState | null
  /**
   * The newest received version of single posts, for posts that a page was rendered with (profile, place, permalink).
   *
   * A changed post is kept in three stores, for three purposes:
   * - `postChanges`, here: posts of pages that the server rendered. Such a page has no list of its posts in the browser.
   * - `posts` of the feed (components/feed/feed-state.ts): posts of the feed, shown or behind the pill.
   * - likes (components/posts/likes.ts): whether this viewer likes a post. Frames do not say it, because all readers get the
   *   same frame.
   * Each receives the same frames and keeps the newest version by `updatedAt`, so the order of frames does not matter.
   */
  postChanges: ReadonlyMap<string, ChangedPost>
}

export const INITIAL: LiveState = {
  status: 'connecting',
  degraded: false,
  position: null,
  connectionId: null,
  bell: null,
  postChanges: new Map(),
}

/** How many changed posts are remembered: more than any page shows. */
const REMEMBERED = 500

/** What is known after a frame. Frames may come twice, late, and in any order. */
export function receiveLive(state: LiveState, frame: Frame): LiveState {
  if (state.status === 'ended') return state
  switch (frame.event) {
    case 'hello': {
      const { connectionId } = frame
      const position = frame.position ?? state.position
      const known = withBell(state, frame.notifications)
      return { ...known, status: 'live', degraded: false, connectionId, position }
    }
    case 'feed':
    case 'replayed':
    case 'reset':
    case 'polled':
    case 'opened':
      return frame.position === null ? state : { ...state, position: frame.position }
    case 'post':
      return withChange(state, frame.change)
    case 'notifications': {
      const { version, unseen, unread, headSeq } = frame
      return withBell(state, { version, unseen, unread, headSeq })
    }
    case 'bell':
      return withBell(state, frame.state)
    case 'restored':
      return withPost(state, frame.post.id, frame.post)
    case 'heartbeat':
      return frame.degraded === state.degraded ? state : { ...state, degraded: frame.degraded }
    case 'bye':
      return { ...state, status: frame.reason === 'signed_out' ? 'ended' : 'lost' }
    case 'lost':
    case 'ended':
      return { ...state, status: frame.event }
    default:
      // From a tab of another version.
      return state
  }
}

function withBell(state: LiveState, received: NotificationState): LiveState {
  const bell = newerState(state.bell, received)
  return bell === state.bell ? state : { ...state, bell }
}

function withChange(state: LiveState, change: PostFrame): LiveState {
  if ('deleted' in change) return withPost(state, change.postId, { gone: true, receipt: newReceipt(), isBack: false })
  const { post } = change
  const known = state.postChanges.get(post.id)
  // An answer to this viewer (it has `viewer`) shows that the post can be seen again. A frame does not: it may be late.
  if (isGone(known)) return withPost(state, post.id, post.viewer ? post : { ...known, isBack: true })
  if (known && !isNewerVersion(post, known) && !isAnotherAnswer(known, post)) return state
  return withPost(state, post.id, post)
}

function withPost(state: LiveState, id: string, change: ChangedPost): LiveState {
  return { ...state, postChanges: remember(state.postChanges, id, change) }
}

export function isGone(change: ChangedPost | undefined): change is GonePost {
  return change !== undefined && 'gone' in change
}

/** When there are too many, those that changed longest ago are forgotten. */
function remember(changes: ReadonlyMap<string, ChangedPost>, id: string, change: ChangedPost) {
  const next = new Map(changes)
  if (!isGone(change)) receiptOf(change)
  next.delete(id)
  next.set(id, change)
  forgetOldest(next, REMEMBERED)
  return next
}

/** Times of one format sort as text. */
export function isNewerVersion(post: Post, known: Post): boolean {
  return post.updatedAt > known.updatedAt
}

/**
 * A post in its newest known version: null when it was deleted. Frames do not say whether the viewer likes it, so that
 * stays. A page that was read after the change, and has the same version, is right about what this viewer finds.
 */
export function latestOf(post: Post, change: ChangedPost | undefined): Post | null {
  const receipt = receiptOf(post)
  if (isGone(change)) return null
  if (!change || (post.updatedAt === change.updatedAt && post.viewer && receipt > receiptOf(change))) return post
  return mergePost(post, change)
}

/**
 * Whether a gone post may be visible again, so that the server is to be asked: a version came by the stream, or a page shows it
 * that was rendered later. Neither is sure, because a frame may be late, and a page may have been read before the change.
 */
export function mayBeBack(post: Post, change: ChangedPost | undefined): boolean {
  return isGone(change) && (change.isBack || receiptOf(post) > change.receipt)
}

/** Within how many milliseconds the feed is to be loaded again, or null when this frame does not ask for it. */
export function resetWithin(frame: Frame): number | null {
  if (frame.event === 'reset') return frame.withinMs
  if (frame.event === 'hello' && frame.mode === 'reset') return frame.withinMs ?? 0
  if (frame.event === 'polled' && frame.reset) return 0
  return null
}

/**
 * Within how many milliseconds everything that a page shows is to be read again, or null when this frame does not ask for it.
 * After a reset, other posts and people may be visible. After a break, and while the browser polls, changes of posts and of
 * people may have been missed. `before`: the state before the frame.
 */
export function recheckWithin(frame: Frame, before: LiveState): number | null {
  const within = resetWithin(frame)
  if (within !== null) return within
  if (frame.event === 'hello' && before.status === 'lost') return AFTER_BREAK
  if (frame.event === 'polled' && (before.status !== 'live' || before.degraded)) return 0
  return null
}

/** Milliseconds: after a deploy all browsers are back at the same time. */
const AFTER_BREAK = 20_000

/**
 * Milliseconds by which the parts of a page wait for the page itself, which is rendered again at once when relations of its
 * viewer have changed (components/shell/fresh-pages.tsx). Often it vanishes as a whole, and its parts need not ask.
 */
export const PAGE_FIRST = 200
