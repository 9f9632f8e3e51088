import { bigint, type RowOf, type RunStatement, statement } from '@/lib/postgres/statement'

/** A locked bell, with the numbers that its next change gets. */
const LOCKED_BELL = { recipientId: bigint(), seq: bigint(), version: bigint() }

export type LockedBell = RowOf<typeof LOCKED_BELL>

/**
 * In the order of ids: two transactions that lock the same people cannot wait for each other. NO KEY, because FOR UPDATE
 * would block every insert of a row that refers to one of these people (a post, a follow).
 */
const LOCK_BELLS = statement(
  'lock-bells',
  LOCKED_BELL,
  `SELECT id AS "recipientId", "notificationSeq" + 1 AS seq, "notificationVersion" + 1 AS version
   FROM "User" WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
)

/**
 * Locks the bells of these people (their "User" rows) until the end of the transaction: no other transaction changes
 * their notifications until then. Every transaction that needs both kinds of locks takes them in one order, so that no two
 * can wait for each other: first posts (post-lock.ts), then bells. Returns the locked bells by recipient.
 */
export async function lockBells(run: RunStatement, recipientIds: bigint[]): Promise<Map<bigint, LockedBell>> {
  const bells = await run(LOCK_BELLS, [recipientIds])
  return new Map(bells.map((bell) => [bell.recipientId, bell]))
}
