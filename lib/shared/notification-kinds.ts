import type { NotificationGroup } from './views'

/** What can happen that somebody hears of. lib/notifications/read-facts.ts says how each is read. */
export type Cause = 'post' | 'comment' | 'like' | 'follow' | 'friendship'

/** Who may hear of it, as they stand to it. lib/notifications/find-recipients.ts finds them. */
export type Concerned =
  | 'mentioned'
  | 'participants'
  | 'author'
  | 'friends'
  | 'subscribers'
  | 'followed'
  | 'asked'
  | 'asker'

/** What is true of a cause and one person, read under the lock of that person's row. */
export type Facts = Record<Concerned, boolean> &
  About & {
    /** The cause is still there: the post, the like, the request. */
    stands: boolean
    /** The person may see what it is about. */
    visible: boolean
    /** They did it themselves, or one of both blocks or mutes the other. */
    apart: boolean
    /** They muted the conversation. */
    muted: boolean
  }

/** What is true of the cause for everybody. */
export type About = {
  /** The post is an arrival at a place. */
  arrival: boolean
}

export type Kind = {
  causes: readonly Cause[]
  to: Concerned
  /** Only when the cause is like this. */
  only?: (about: About) => boolean
  /** Who was told keeps the row while the cause stands, whatever becomes of how they stood to it. */
  lasting?: boolean
  /** Reaches people who muted the conversation, too. */
  pierces?: boolean
  /** What is told as one row while it is open. Without it, everything is a row of its own. */
  key?: (about: { actorId: string; postId: string | null }) => string
  /** What follows the names. */
  text: (group: NotificationGroup) => string
  /** Where the row leads; null when that is no longer there for this person. */
  link: (group: NotificationGroup) => string | null
  /** A line drawing in a square of 24. */
  icon: string
}

const toPost = ({ post }: NotificationGroup) => post && `/posts/${post.id}`
const toComment = ({ post, comment }: NotificationGroup) => post && comment && `/posts/${post.id}#comment-${comment.id}`
const toActor = ({ actors: [actor] }: NotificationGroup) => actor && `/people/${actor.handle}`

const ICONS = {
  at: 'M16 8v5a3 3 0 0 0 6 0v-1a10 10 0 1 0-4 8M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z',
  speech: 'M4 5h16v11H9.5L5 20v-4H4Z',
  speeches: 'M3 4h12v9H8l-3 3v-3H3ZM9 16v1h7l3 3v-3h2V9h-3',
  pin: 'M12 21c4-4.5 6.5-8 6.5-11.5a6.5 6.5 0 1 0-13 0C5.5 13 8 16.5 12 21ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  page: 'M6 3h9l4 4v14H6ZM9 12h7M9 16h7M9 8h3',
  heart: 'M12 20 4.5 12.500a4.9 4.9 0 0 1 7.5-6.2 4.9 4.9 0 0 1 7.5 6.200Z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-4 3.5-6.5 8-6.500s8 2.5 8 6.5',
  pair: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2 20c0-3.5 3-5.5 7-5.500s7 2 7 5.500M16 4.500a3.5 3.5 0 0 1 0 6.200M18 15c2.5.6 4 2.3 4 5',
}

/**
 * Every kind of notification: who hears of what, what is told together, and how it is shown. The order is the
 * precedence: one cause gives one person one row, of the first kind that fits.
 */
export const NOTIFICATION_KINDS = {
  mention: {
    causes: ['post', 'comment'],
    to: 'mentioned',
    pierces: true,
    text: ({ comment }) => (comment ? 'mentioned you in a comment' : 'mentioned you'),
    link: (group) => (group.comment ? toComment(group) : toPost(group)) ?? null,
    icon: ICONS.at,
  },
  reply: {
    causes: ['comment'],
    to: 'participants',
    lasting: true,
    text: () => 'replied in a conversation of yours',
    link: (group) => toComment(group) ?? null,
    icon: ICONS.speeches,
  },
  comment: {
    causes: ['comment'],
    to: 'author',
    text: () => 'commented on your post',
    link: (group) => toComment(group) ?? null,
    icon: ICONS.speech,
  },
  check_in: {
    causes: ['post'],
    to: 'friends',
    only: ({ arrival }) => arrival,
    lasting: true,
    text: ({ post, place }) =>
      place ? `${post?.activity?.verb === 'ate_at' ? 'is eating at' : 'is at'} ${place.name}` : 'checked in',
    link: (group) => toPost(group) ?? null,
    icon: ICONS.pin,
  },
  new_post: {
    causes: ['post'],
    to: 'subscribers',
    lasting: true,
    key: ({ actorId }) => `new_post:${actorId}`,
    text: () => 'posted something new',
    link: (group) => toPost(group) ?? null,
    icon: ICONS.page,
  },
  like: {
    causes: ['like'],
    to: 'author',
    key: ({ postId }) => `like:${postId}`,
    text: () => 'liked your post',
    link: (group) => toPost(group) ?? null,
    icon: ICONS.heart,
  },
  follow: {
    causes: ['follow'],
    to: 'followed',
    key: () => 'follow',
    text: () => 'started following you',
    link: (group) => toActor(group) ?? null,
    icon: ICONS.person,
  },
  friend_request: {
    causes: ['friendship'],
    to: 'asked',
    text: () => 'wants to be your friend',
    link: (group) => toActor(group) ?? null,
    icon: ICONS.pair,
  },
  friend_accepted: {
    causes: ['friendship'],
    to: 'asker',
    key: () => 'friend_accepted',
    text: () => 'accepted your friend request',
    link: (group) => toActor(group) ?? null,
    icon: ICONS.pair,
  },
} as const satisfies Record<string, Kind>

export type NotificationType = keyof typeof NOTIFICATION_KINDS

/** The same by type, as rows of the table rather than its letters. */
export function kindOf(type: NotificationType): Kind {
  return NOTIFICATION_KINDS[type]
}
