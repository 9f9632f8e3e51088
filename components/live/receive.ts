import { forgetOldest } from '@/components/client/forget-oldest'
import type { NotificationState, Post, PostFrame } from '@/lib/shared/views'
import { newerState } from './bell-state'
import type { Frame } from './frames'
import { mergePost } from './known-post'

/** `ended`: this session is over and nothing will come any more. */
export type Connection = 'connecting' | 'live' | 'lost' | 'ended'

export type PostChange = Post | 'deleted'

export type LiveState = {
  connection: Connection
  /** The stream is open, but the server says that it may miss things. */
  degraded: boolean
  /** Up to where this tab has everything. Opaque: only the server can compare two. */
  position: string | null
  connectionId: string | null
  /** The newest that was told of the viewer's bell; null before the first word. */
  bell: NotificationState | null
  /** The newest news of single posts, for pages that were rendered before it. */
  changes: ReadonlyMap<string, PostChange>
}

export const INITIAL: LiveState = {
  connection: 'connecting',
  degraded: false,
  position: null,
  connectionId: null,
  bell: null,
  changes: new Map(),
}

/** How many changed posts are remembered: more than any page shows. */
const REMEMBERED = 500

/** What is known after a frame. Frames may come twice, late, and in another order than things happened. */
export function receive(state: LiveState, frame: Frame): LiveState {
  if (state.connection === 'ended') return state
  switch (frame.event) {
    case 'hello': {
      const { connectionId } = frame
      const position = frame.position ?? state.position
      const known = withBell(state, frame.notifications)
      return { ...known, connection: 'live', degraded: false, connectionId, position }
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
      return { ...state, changes: remember(state.changes, frame.post.id, frame.post) }
    case 'heartbeat':
      return frame.degraded === state.degraded ? state : { ...state, degraded: frame.degraded }
    case 'bye':
      return { ...state, connection: frame.reason === 'signed_out' ? 'ended' : 'lost' }
    case 'lost':
    case 'ended':
      return { ...state, connection: frame.event }
    default:
      // From a tab of another version.
      return state
  }
}

function withBell(state: LiveState, told: NotificationState): LiveState {
  const bell = newerState(state.bell, told)
  return bell === state.bell ? state : { ...state, bell }
}

function withChange(state: LiveState, change: PostFrame): LiveState {
  if ('deleted' in change) return { ...state, changes: remember(state.changes, change.postId, 'deleted') }
  const { post } = change
  const known = state.changes.get(post.id)
  if (known === 'deleted' || (known && !isNewer(post, known))) return state
  return { ...state, changes: remember(state.changes, post.id, post) }
}

/** The last to change is the last to be forgotten. */
function remember(changes: ReadonlyMap<string, PostChange>, id: string, change: PostChange) {
  const next = new Map(changes)
  next.delete(id)
  next.set(id, change)
  forgetOldest(next, REMEMBERED)
  return next
}

/** Times of one format sort as text. */
export function isNewer(post: Post, known: Post): boolean {
  return post.updatedAt > known.updatedAt
}

/** A post as it is known now: null when it was deleted. Frames are shared, so what is only the viewer's own stays. */
export function latestOf(post: Post, change: PostChange | undefined): Post | null {
  if (change === 'deleted') return null
  return change ? mergePost(post, change) : post
}

/** How long to wait at most before loading the feed anew, or null when this frame does not ask for it. */
export function resetWithin(frame: Frame): number | null {
  if (frame.event === 'reset') return frame.withinMs
  if (frame.event === 'hello' && frame.mode === 'reset') return frame.withinMs ?? 0
  if (frame.event === 'polled' && frame.reset) return 0
  return null
}
