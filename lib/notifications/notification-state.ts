import type { Run } from '@/lib/postgres/db'
import type { NotificationCounters } from '@/lib/session/viewer'
import type { NotificationState } from '@/lib/shared/views'

/** The columns of "User" `u` from which its state is made. */
export const STATE_COLUMNS = `u.id, u."notificationVersion", u."unseenNotifications", u."unreadNotifications", u."notificationSeq"`
export type StateRow = NotificationCounters & { id: bigint }

/** The state of a bell for programs and browsers. */
export function presentState(row: NotificationCounters): NotificationState {
  return {
    version: String(row.notificationVersion),
    unseen: row.unseenNotifications,
    unread: row.unreadNotifications,
    headSeq: String(row.notificationSeq),
  }
}

const STATE = { name: 'notification-state', text: `SELECT ${STATE_COLUMNS} FROM "User" u WHERE u.id = $1` }

const EMPTY: NotificationState = { version: '0', unseen: 0, unread: 0, headSeq: '0' }

/** The present state of this person's bell; an empty one when the person does not exist (any more). */
export async function readNotificationState(run: Run, userId: bigint): Promise<NotificationState> {
  const [row] = await run<StateRow>(STATE, [userId])
  return row ? presentState(row) : EMPTY
}
