import { bigint, int, nullable, type RowOf, text } from '@/lib/postgres/statement'

export const VIEWER = {
  id: bigint(),
  sessionId: text(),
  handle: text(),
  name: text(),
  bio: text(),
  avatarUrl: nullable(text()),
}

/** Who sends the request: a signed-in user and the session of the request. */
export type Viewer = RowOf<typeof VIEWER>

export const NOTIFICATION_COUNTERS = {
  notificationVersion: bigint(),
  unseenNotifications: int(),
  unreadNotifications: int(),
  notificationSeq: bigint(),
}

/** The viewer's notification counters, read together with the session: no query of their own. */
export type NotificationCounters = RowOf<typeof NOTIFICATION_COUNTERS>

export type SignedIn = Viewer & NotificationCounters
