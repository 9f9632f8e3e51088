import { query } from '@/lib/postgres/query'
import { bigint, statement, text } from '@/lib/postgres/statement'

/** Per statement, so that none holds locks for long. */
const REMOVE_AT_ONCE = 5000

const REMOVE_DONE_EVENTS = statement(
  'remove-done-events',
  { id: bigint() },
  `DELETE FROM "OutboxEvent" WHERE id IN
   (SELECT id FROM "OutboxEvent" WHERE "doneAt" < now() - interval '1 day' LIMIT ${REMOVE_AT_ONCE}) RETURNING id`,
)

const REMOVE_OLD_KEYS = statement(
  'remove-old-idempotency-keys',
  { key: text() },
  `DELETE FROM "IdempotencyKey" WHERE ("userId", key) IN
   (SELECT "userId", key FROM "IdempotencyKey" WHERE "createdAt" < now() - interval '24 hours' LIMIT ${REMOVE_AT_ONCE}) RETURNING key`,
)

/**
 * Removes events that have been done for a day and idempotency keys that are older than a day, up to 5000 of each. Idempotent.
 * True when there may be more: call it again.
 */
export async function removeOldEventsAndKeys(): Promise<boolean> {
  const removed = [await query(REMOVE_DONE_EVENTS), await query(REMOVE_OLD_KEYS)]
  return removed.some((rows) => rows.length === REMOVE_AT_ONCE)
}
