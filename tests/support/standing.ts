import { recountAfterStanding } from '@/lib/notifications/recount-after-standing'
import { redis } from '@/lib/redis/client'
import { suspend } from './people'
import { query } from './query'

type Somebody = { id: bigint }

/** Suspends an account, and does the work that follows from it. */
export async function suspendAccount(somebody: Somebody): Promise<void> {
  await suspend(somebody)
  await recountAfterStanding(redis, somebody.id)
}

/** Ends a suspension, and does the work that follows from it. */
export async function restoreAccount({ id }: Somebody): Promise<void> {
  await query(`UPDATE "User" SET "suspendedAt" = NULL WHERE id = $1`, [id])
  await recountAfterStanding(redis, id)
}
