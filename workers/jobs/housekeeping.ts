import { findDrift } from '@/lib/postgres/counter-drift'
import { query } from '@/lib/postgres/db'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'

/** Rows that one statement deletes at most, so that it does not hold locks for long. */
const AT_MOST = 5000

const OLD = [
  `DELETE FROM "OutboxEvent" WHERE id IN (SELECT id FROM "OutboxEvent" WHERE "doneAt" < now() - interval '1 day' LIMIT ${AT_MOST})`,
  `DELETE FROM "IdempotencyKey" WHERE ("userId", key) IN
     (SELECT "userId", key FROM "IdempotencyKey" WHERE "createdAt" < now() - interval '24 hours' LIMIT ${AT_MOST})`,
  `DELETE FROM "Session" WHERE id IN (SELECT id FROM "Session"
     WHERE "endedAt" < now() - interval '30 days' OR "lastSeenAt" < now() - interval '60 days' LIMIT ${AT_MOST})`,
]

/** Removes finished events, and idempotency keys and sessions that have expired. Idempotent. */
export async function removeOld(): Promise<void> {
  for (const statement of OLD) await query(statement)
}

/** Compares stored counters with the rows they count. A difference is a defect, so it is logged and not repaired. */
export async function measureDrift(): Promise<void> {
  // Unknown until the count is done.
  metrics.counterDrift.set(Number.NaN)
  const drift = await findDrift()
  metrics.counterDrift.set(drift.length)
  if (drift.length > 0) log.error({ drift: drift.slice(0, 20) }, 'counters disagree with the rows they count')
}

/** Measures the open events of the outbox for the metrics. */
export async function measureOutbox(): Promise<void> {
  const [row] = await query<{ open: number; parked: number; age: number }>(
    `SELECT count(*)::int AS open, count("parkedAt")::int AS parked,
            COALESCE(extract(epoch FROM now() - min("createdAt") FILTER (WHERE "parkedAt" IS NULL)), 0)::float8 AS age
     FROM "OutboxEvent" WHERE "doneAt" IS NULL`,
  )
  metrics.outboxOpen.set(row?.open ?? 0)
  metrics.outboxParked.set(row?.parked ?? 0)
  metrics.outboxAge.set(row?.age ?? 0)
}
