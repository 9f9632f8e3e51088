import { query } from '@/lib/postgres/query'
import { bigint, statement, text } from '@/lib/postgres/statement'
import { KEY_HOLDS } from './idempotency'

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
   (SELECT "userId", key FROM "IdempotencyKey" WHERE "createdAt" < now() - interval '${KEY_HOLDS} milliseconds' LIMIT ${REMOVE_AT_ONCE}) RETURNING key`,
)

/** Removes events that were done a day ago and idempotency keys that are not valid any more. Idempotent. True while there may be more. */
export async function removeOldEventsAndKeys(): Promise<boolean> {
  const removed = [await query(REMOVE_DONE_EVENTS), await query(REMOVE_OLD_KEYS)]
  return removed.some((rows) => rows.length === REMOVE_AT_ONCE)
}
