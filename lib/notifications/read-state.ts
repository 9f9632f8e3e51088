import { query } from '@/lib/postgres/db'
import type { NotificationState } from '@/lib/shared/views'
import { presentState, STATE_COLUMNS, type StateRow } from './state'

const STATE = { name: 'notification-state', text: `SELECT ${STATE_COLUMNS} FROM "User" u WHERE u.id = $1` }

const SILENT: NotificationState = { version: '0', unseen: 0, unread: 0, headSeq: '0' }

/** What the bell of this person shows now. */
export async function readNotificationState(userId: bigint): Promise<NotificationState> {
  const [row] = await query<StateRow>(STATE, [userId])
  return row ? presentState(row) : SILENT
}
