import { query } from '@/lib/db'
import type { NotificationState } from '@/lib/shared/views'
import type { Bell } from '@/lib/viewer'

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

const STATE = { name: 'notification-state', text: `SELECT ${STATE_COLUMNS} FROM "User" u WHERE u.id = $1` }

const SILENT: NotificationState = { version: '0', unseen: 0, unread: 0, headSeq: '0' }

/** What the bell of this person shows now. */
export async function readNotificationState(userId: bigint): Promise<NotificationState> {
  const [row] = await query<StateRow>(STATE, [userId])
  return row ? presentState(row) : SILENT
}
