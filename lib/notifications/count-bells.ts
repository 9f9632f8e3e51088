import { type RunStatement, statement } from '@/lib/postgres/statement'
import { LIMITS } from '@/lib/shared/limits'
import type { NotificationState } from '@/lib/shared/views'
import { type BellChange, GROUPS_PER_FRAME } from './bell-change'
import { presentState, STATE, STATE_COLUMNS } from './notification-state'
import type { GroupsByRecipient } from './write-groups'

/** Screens show 99+ at most, so counting stops at 100: thousands of unread groups cost no more than a hundred. */
const counted = (condition: string) => `(SELECT count(*) FROM (
  SELECT 1 FROM "NotificationGroup" g WHERE g."recipientId" = u.id AND g."readAt" IS NULL AND g."archivedAt" IS NULL
    AND g."actorCount" > 0 ${condition} LIMIT ${LIMITS.notifications}) counted)`

const COUNTED = `"unseenNotifications" = ${counted('AND g."lastSeq" > u."seenUpTo"')}, "unreadNotifications" = ${counted('')}`

const COUNT = statement(
  'count-bells',
  STATE,
  `UPDATE "User" u SET ${COUNTED} WHERE u.id = ANY ($1::bigint[]) RETURNING ${STATE_COLUMNS}`,
)

/** $1 the recipients, $2 by how much each version grows. */
const COUNT_CHANGED = statement(
  'count-changed-bells',
  STATE,
  `UPDATE "User" u SET "notificationSeq" = u."notificationSeq" + 1,
     "notificationVersion" = u."notificationVersion" + t.steps, ${COUNTED}
   FROM unnest($1::bigint[], $2::int[]) AS t (id, steps) WHERE u.id = t.id RETURNING ${STATE_COLUMNS}`,
)

/** Raises seq and version of the bells whose groups changed, counts these bells, and returns the changes to deliver. */
export async function countChangedBells(run: RunStatement, changed: GroupsByRecipient): Promise<BellChange[]> {
  const steps = [...changed.values()].map((groupIds) => (groupIds.length > GROUPS_PER_FRAME ? 2 : 1))
  const rows = await run(COUNT_CHANGED, [[...changed.keys()], steps])
  return rows.map((row) => ({ recipientId: row.id, groupIds: changed.get(row.id) ?? [], state: presentState(row) }))
}

/**
 * Counts the unseen and unread groups of these people and returns the new states. Lock their bells first. The counters
 * are never incremented but counted anew from the rows, in the transaction that changes the rows, so they cannot drift.
 */
export async function countBells(run: RunStatement, userIds: bigint[]): Promise<Map<bigint, NotificationState>> {
  const rows = await run(COUNT, [userIds])
  return new Map(rows.map((row) => [row.id, presentState(row)]))
}
