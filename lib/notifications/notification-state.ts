import { bigint, type RowOf, type RunStatement, statement } from '@/lib/postgres/statement'
import { NOTIFICATION_COUNTERS, type NotificationCounters } from '@/lib/session/viewer'
import type { NotificationState } from '@/lib/shared/views'

/** The columns of "User" `u` from which its state is made. */
export const STATE_COLUMNS = `u.id, u."notificationVersion", u."unseenNotifications", u."unreadNotifications", u."notificationSeq"`
export const STATE = { id: bigint(), ...NOTIFICATION_COUNTERS }
export type StateRow = RowOf<typeof STATE>

/** The state of a bell as the API and frames contain it. */
export function presentState(row: NotificationCounters): NotificationState {
  return {
    version: String(row.notificationVersion),
    unseen: row.unseenNotifications,
    unread: row.unreadNotifications,
    headSeq: String(row.notificationSeq),
  }
}

const READ_STATE = statement('notification-state', STATE, `SELECT ${STATE_COLUMNS} FROM "User" u WHERE u.id = $1`)

const EMPTY: NotificationState = { version: '0', unseen: 0, unread: 0, headSeq: '0' }

/** The present state of this person's bell; an empty one when the person does not exist (any more). */
export async function readNotificationState(run: RunStatement, userId: bigint): Promise<NotificationState> {
  const [row] = await run(READ_STATE, [userId])
  return row ? presentState(row) : EMPTY
}
