import { query, type Run } from '@/lib/db'
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

const STATES = {
  name: 'notification-states',
  text: `SELECT u.id, u."notificationVersion", u."unseenNotifications", u."unreadNotifications", u."notificationSeq" FROM "User" u WHERE u.id = ANY ($1::bigint[])`,
}

/** What the bells of these people show now. */
export async function readStates(userIds: bigint[], run: Run = query): Promise<Map<bigint, NotificationState>> {
  const rows = await run<Bell & { id: bigint }>(STATES, [userIds])
  return new Map(rows.map((row) => [row.id, presentState(row)]))
}

const SILENT: NotificationState = { version: '0', unseen: 0, unread: 0, headSeq: '0' }

/** What the bell of this person shows now. */
export async function readNotificationState(userId: bigint): Promise<NotificationState> {
  return (await readStates([userId])).get(userId) ?? SILENT
}
