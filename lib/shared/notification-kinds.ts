/** What can happen that may notify somebody. lib/notifications/read-facts.ts says how each is read from the database. */
export type Cause = 'post' | 'widening' | 'comment' | 'like' | 'follow' | 'friendship'

/** What a person is to a cause. lib/notifications/candidates-by-role.ts finds the people of a role. */
export type RecipientRole =
  /** The text of the post or comment names them. */
  | 'mentioned'
  /** They commented on the post before. */
  | 'participants'
  /** They commented on the post when it was for fewer people. */
  | 'commenters'
  /** They wrote the post that was liked or commented on. */
  | 'author'
  /** They are friends of the post's author. */
  | 'friends'
  /** They follow the post's author with notifications switched on. */
  | 'subscribers'
  /** Somebody follows them. */
  | 'followed'
  /** Somebody asks them for friendship. */
  | 'asked'
  /** They asked for friendship, and it was accepted. */
  | 'asker'

/** What is true of a cause, the same for every recipient. */
export type CauseTraits = {
  /** The post has an activity: its author is at a place. */
  checkIn: boolean
}

/** What a kind reads of a row for its text and its link. A NotificationGroup has all of it. */
export type RowContent = {
  actors: readonly { handle: string }[]
  post?: { id: string; audience: string; activity: { verb: string } | null }
  comment?: { id: string }
  place?: { name: string }
}

export type Kind = {
  causes: readonly Cause[]
  recipients: RecipientRole
  /** The kind applies only to causes with these traits. */
  onlyIf?: (traits: CauseTraits) => boolean
  /** A recipient keeps the notification as long as the cause exists, also when they lose the role. */
  lasting?: boolean
  /** Notifies also people who muted the conversation. */
  ignoresThreadMute?: boolean
  /** Events with the same key share one row while that row is open. Without it, each event has its own row. */
  groupKey?: (event: { actorId: string; postId: string | null }) => string
  /** What follows the names. */
  text: (row: RowContent) => string
  /** Where the row leads; null when this person cannot open it (any more). */
  link: (row: RowContent) => string | null
  /** The path of a line drawing, 24 by 24. */
  icon: string
}

const toPost = ({ post }: RowContent) => (post ? `/posts/${post.id}` : null)
const toComment = ({ post, comment }: RowContent) =>
  post && comment ? `/posts/${post.id}#comment-${comment.id}` : null
const toOwnComment = (row: RowContent) => toComment(row) ?? toPost(row)
const toActor = ({ actors: [actor] }: RowContent) => (actor ? `/people/${actor.handle}` : null)

const ICONS = {
  at: 'M16 8v5a3 3 0 0 0 6 0v-1a10 10 0 1 0-4 8M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z',
  speech: 'M4 5h16v11H9.5L5 20v-4H4Z',
  speeches: 'M3 4h12v9H8l-3 3v-3H3ZM9 16v1h7l3 3v-3h2V9h-3',
  pin: 'M12 21c4-4.5 6.5-8 6.5-11.5a6.5 6.5 0 1 0-13 0C5.5 13 8 16.5 12 21ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  page: 'M6 3h9l4 4v14H6ZM9 12h7M9 16h7M9 8h3',
  eye: 'M2 12s3.500-6.500 10-6.500S22 12 22 12s-3.500 6.500-10 6.500S2 12 2 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  heart: 'M12 20 4.5 12.500a4.9 4.9 0 0 1 7.5-6.2 4.9 4.9 0 0 1 7.5 6.200Z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-4 3.5-6.5 8-6.500s8 2.5 8 6.5',
  pair: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2 20c0-3.5 3-5.5 7-5.500s7 2 7 5.500M16 4.500a3.5 3.5 0 0 1 0 6.200M18 15c2.5.6 4 2.3 4 5',
}

/**
 * Every kind of notification: who receives it for what, what shares a row, and how it is shown. The order is the
 * precedence: one cause gives one person at most one notification, of the first kind that fits.
 */
export const NOTIFICATION_KINDS = {
  mention: {
    causes: ['post', 'comment'],
    recipients: 'mentioned',
    ignoresThreadMute: true,
    text: ({ comment }) => (comment ? 'mentioned you in a comment' : 'mentioned you'),
    link: (row) => (row.comment ? toComment(row) : toPost(row)),
    icon: ICONS.at,
  },
  reply: {
    causes: ['comment'],
    recipients: 'participants',
    lasting: true,
    text: () => 'replied in a conversation of yours',
    link: toComment,
    icon: ICONS.speeches,
  },
  comment: {
    causes: ['comment'],
    recipients: 'author',
    text: () => 'commented on your post',
    link: toComment,
    icon: ICONS.speech,
  },
  check_in: {
    causes: ['post'],
    recipients: 'friends',
    onlyIf: ({ checkIn }) => checkIn,
    lasting: true,
    text: ({ post, place }) =>
      place ? `${post?.activity?.verb === 'ate_at' ? 'is eating at' : 'is at'} ${place.name}` : 'checked in',
    link: toPost,
    icon: ICONS.pin,
  },
  new_post: {
    causes: ['post'],
    recipients: 'subscribers',
    lasting: true,
    groupKey: ({ actorId }) => `new_post:${actorId}`,
    text: () => 'posted something new',
    link: toPost,
    icon: ICONS.page,
  },
  widened: {
    causes: ['widening'],
    recipients: 'commenters',
    ignoresThreadMute: true,
    text: ({ post }) =>
      `made a post that you commented on visible to ${post?.audience === 'public' ? 'everyone' : 'more people'}. You can delete your comment`,
    link: toOwnComment,
    icon: ICONS.eye,
  },
  like: {
    causes: ['like'],
    recipients: 'author',
    groupKey: ({ postId }) => `like:${postId}`,
    text: () => 'liked your post',
    link: toPost,
    icon: ICONS.heart,
  },
  follow: {
    causes: ['follow'],
    recipients: 'followed',
    groupKey: () => 'follow',
    text: () => 'started following you',
    link: toActor,
    icon: ICONS.person,
  },
  friend_request: {
    causes: ['friendship'],
    recipients: 'asked',
    text: () => 'wants to be your friend',
    link: toActor,
    icon: ICONS.pair,
  },
  friend_accepted: {
    causes: ['friendship'],
    recipients: 'asker',
    groupKey: () => 'friend_accepted',
    text: () => 'accepted your friend request',
    link: toActor,
    icon: ICONS.pair,
  },
} as const satisfies Record<string, Kind>

export type NotificationType = keyof typeof NOTIFICATION_KINDS

/** Looks a kind up as a `Kind`. In the table itself each row has a type without the fields that it leaves out. */
export function kindOf(type: NotificationType): Kind {
  return NOTIFICATION_KINDS[type]
}
