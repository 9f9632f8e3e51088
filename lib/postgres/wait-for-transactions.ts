import { setTimeout as pause } from 'node:timers/promises'
import { query } from './query'
import { bool, statement, text } from './statement'

/** Milliseconds between two looks, and after which no transaction of this site can be open: each has a shorter limit. */
const LOOK_EVERY = 20
const WAIT_AT_MOST = 30_000

/** Takes a transaction id. Every transaction that has written by now has a lower one. */
const MARK = statement('transaction-mark', { mark: text() }, 'SELECT pg_current_xact_id()::text AS mark')

const ENDED = statement(
  'transactions-ended',
  { ended: bool() },
  'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS ended',
)

/**
 * Resolves when every transaction has ended that had written or locked a row before the call. What such a transaction wrote by
 * facts that have changed meanwhile can then be found. It also waits for other databases of the server, so not for ever: after
 * 30 seconds only a foreign transaction can still be open.
 */
export async function waitForTransactions(): Promise<void> {
  const deadline = performance.now() + WAIT_AT_MOST
  const [row] = await query(MARK)
  for (;;) {
    const [look] = await query(ENDED, [row?.mark])
    if (look?.ended || performance.now() > deadline) return
    await pause(LOOK_EVERY)
  }
}
