import type { Run } from '@/lib/postgres/run'

/** A locked bell, with the numbers that its next change gets. */
export type LockedBell = { recipientId: bigint; seq: bigint; version: bigint }

/**
 * In the order of ids: two transactions that lock the same people cannot wait for each other. NO KEY, because FOR UPDATE
 * would block every insert of a row that refers to one of these people (a post, a follow).
 */
const LOCK_BELLS = {
  name: 'lock-bells',
  text: `SELECT id AS "recipientId", "notificationSeq" + 1 AS seq, "notificationVersion" + 1 AS version
         FROM "User" WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
}

/**
 * Locks the bells of these people (their "User" rows) until the end of the transaction: no other transaction changes
 * their notifications until then. Every transaction that needs both kinds of locks takes them in one order, so that no two
 * can wait for each other: first posts (post-lock.ts), then bells. Returns the locked bells by recipient.
 */
export async function lockBells(run: Run, recipientIds: bigint[]): Promise<Map<bigint, LockedBell>> {
  const bells = await run<LockedBell>(LOCK_BELLS, [recipientIds])
  return new Map(bells.map((bell) => [bell.recipientId, bell]))
}
