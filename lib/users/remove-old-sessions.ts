import { runNightly } from '@/lib/postgres/nightly'
import { query } from '@/lib/postgres/query'
import { statement, text } from '@/lib/postgres/statement'

/** Per statement, so that none holds locks for long. */
const REMOVE_AT_ONCE = 5000

const removeWhere = (name: string, condition: string) =>
  statement(
    name,
    { id: text() },
    `DELETE FROM "Session" WHERE id IN (SELECT id FROM "Session" WHERE ${condition} LIMIT ${REMOVE_AT_ONCE}) RETURNING id`,
  )

const REMOVE_ENDED = removeWhere('remove-ended-sessions', `"endedAt" < now() - interval '30 days'`)
const REMOVE_UNUSED = removeWhere('remove-unused-sessions', `"lastSeenAt" < now() - interval '60 days'`)

/** Removes sessions that ended 30 days ago. Idempotent. True while there may be more. */
export async function removeEndedSessions(): Promise<boolean> {
  return (await query(REMOVE_ENDED)).length === REMOVE_AT_ONCE
}

/**
 * Removes sessions that nobody has used for 60 days, once a night: there is no index on `lastSeenAt`, which changes with
 * every minute of use, so this reads the whole table.
 */
export function removeUnusedSessionsNightly(): Promise<void> {
  return runNightly({ task: 'remove-unused-sessions', work: removeUnusedSessions })
}

async function removeUnusedSessions(): Promise<number> {
  for (let removed = 0; ; ) {
    const rows = await query(REMOVE_UNUSED)
    removed += rows.length
    if (rows.length < REMOVE_AT_ONCE) return removed
  }
}
