import pLimit from 'p-limit'
import { transaction } from '@/lib/postgres/query'
import type { RunStatement } from '@/lib/postgres/statement'
import { env } from '@/lib/process/env'
import { once } from '@/lib/process/once'

/** Half of the pool: while these transactions wait for locks, fan-out and other work still find connections. */
const AT_ONCE = Math.max(1, Math.floor(env.DATABASE_POOL / 2))
const limit = once('notify-limit', () => pLimit(AT_ONCE))

/** Runs a transaction that locks bells. No more than AT_ONCE of them run at a time in this process; others wait. */
export function notifyTransaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
  return limit(() => transaction(work))
}
