import type { Bell } from '@/lib/session/viewer'
import type { NotificationState } from '@/lib/shared/views'

/** The bell of a row as it travels. */
export function presentState(row: Bell): NotificationState {
  return {
    version: String(row.notificationVersion),
    unseen: row.unseenNotifications,
    unread: row.unreadNotifications,
    headSeq: String(row.notificationSeq),
  }
}

/** Of "User" `u`, whose bell it is. */
export const STATE_COLUMNS = `u.id, u."notificationVersion", u."unseenNotifications", u."unreadNotifications", u."notificationSeq"`
export type StateRow = Bell & { id: bigint }
