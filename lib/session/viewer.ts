import { bigint, int, nullable, type RowOf, text } from '@/lib/postgres/statement'

/** The columns of a viewer. */
export const VIEWER = {
  id: bigint(),
  sessionId: text(),
  handle: text(),
  name: text(),
  bio: text(),
  avatarUrl: nullable(text()),
}

/** The signed-in user who sends a request, and the session of the request. */
export type Viewer = RowOf<typeof VIEWER>

/** The columns of a user that make the state of their bell. */
export const NOTIFICATION_COUNTERS = {
  /** Grows with every change of the bell, also of a mark such as "read". */
  notificationVersion: bigint(),
  unseenNotifications: int(),
  unreadNotifications: int(),
  /** The seq of the latest event of the bell. Groups are ordered by such numbers, and are seen up to one of them. */
  notificationSeq: bigint(),
}

export type NotificationCounters = RowOf<typeof NOTIFICATION_COUNTERS>

/** The statement that finds a session reads both, so the bell needs no query of its own. */
export type ViewerWithCounters = Viewer & NotificationCounters
