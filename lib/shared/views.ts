import type { NotificationType } from './notification-kinds'
import type { AUDIENCES } from './schemas'

// The shapes of answers and frames. Ids, versions and sequences are decimal strings, times ISO 8601 in UTC.

export type User = { id: string; handle: string; name: string; bio: string; avatarUrl: string | null }

export type Audience = (typeof AUDIENCES)[number]
export type Verb = 'visited' | 'ate_at'

export type Place = { id: string; name: string; kind: string }
export type PlaceDetails = Place & { address: string | null; createdAt: string }

export type Post = {
  id: string
  author: User
  text: string
  audience: Audience
  activity: { verb: Verb; place: Place } | null
  media: never[]
  createdAt: string
  editedAt: string | null
  updatedAt: string
  likeCount: number
  commentCount: number
  /** The handles of active accounts that the text mentions. Only these are links. */
  mentions: string[]
  /** Only in answers to one user; a frame has none. `muted`: the viewer hears nothing more of the conversation. */
  viewer?: { liked: boolean; muted: boolean }
}

/** A conversation that the viewer has muted; `id` is that of its post, which is null when the viewer may not see it any more. */
export type MutedPost = { id: string; mutedAt: string; post: Post | null }

/** `requested`: the viewer asked for friendship. `asked`: the other user did. */
export type Friendship = 'none' | 'requested' | 'asked' | 'friends'

/** The relation of the viewer to another user. */
export type Relation = {
  following: boolean
  followedBy: boolean
  friendship: Friendship
  blocking: boolean
  muting: boolean
  notify: boolean
}

/** `mentions`: the handles of active accounts that the text mentions. */
export type Comment = { id: string; author: User; text: string; createdAt: string; mentions: string[] }

/** What the bell shows. Counts stop at 100. Of two states the one with the higher `version` is newer. */
export type NotificationState = { version: string; unseen: number; unread: number; headSeq: string }

/** A row of the bell. With no actors it is retracted. Of two states of a group the one with the higher `version` is newer. */
export type NotificationGroup = {
  id: string
  type: NotificationType
  /** The latest three. */
  actors: User[]
  actorCount: number
  /** Missing when there is none, or when the recipient may not see it now. */
  post?: Post
  comment?: Comment
  place?: Place
  seen: boolean
  read: boolean
  archived: boolean
  seq: string
  version: string
  firstAt: string
  lastAt: string
}

export type NotificationFilter = 'all' | 'unread' | 'mentions' | 'archived'
export type NotificationPage = Page<NotificationGroup> & { state: NotificationState }
/** The whole state, never a difference, and the groups that changed. */
export type NotificationNews = NotificationState & { groups: NotificationGroup[] }

export type Session = {
  id: string
  device: string
  ip: string
  createdAt: string
  lastSeenAt: string
  current: boolean
}

export type Page<Item> = { items: Item[]; nextCursor: string | null }
export type FeedPage = Page<Post> & { position: string | null }
export type NewInFeed = { items: Post[]; position: string | null; reset: boolean }
export type Revision = { id: string; text: string; createdAt: string }

// The data of the events of the stream.
export type ResetReason = 'epoch' | 'trimmed' | 'ahead' | 'graph' | 'lag' | 'limit'
export type Hello = {
  mode: 'live' | 'replay' | 'reset'
  reason?: ResetReason
  withinMs?: number
  position: string | null
  connectionId: string
  notifications: NotificationState
  serverTime: string
}
export type Reset = { reason: ResetReason; withinMs: number }
export type PostFrame = { post: Post } | { postId: string; deleted: true }
/** How a person is shown now, or that nothing of them is shown any more. Of two frames the one with the higher `version` is newer. */
export type PersonFrame = { user: User; version: string } | { userId: string; gone: true; version: string }
export type Heartbeat = { serverTime: string; degraded: boolean }
export type Bye = { reason: 'drain' | 'max_age' | 'too_many' | 'signed_out'; retryMs: number }

export type ApiError = { error: { code: string; message: string; fields?: Record<string, string> } }
