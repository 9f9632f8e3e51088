import { query } from '@/lib/postgres/query'
import { float, int, statement } from '@/lib/postgres/statement'
import { metrics } from '@/lib/process/metrics'

const OPEN = statement(
  'open-events',
  { open: int(), parked: int(), age: float() },
  `SELECT count(*)::int AS open, count("parkedAt")::int AS parked,
     COALESCE(extract(epoch FROM now() - min("createdAt") FILTER (WHERE "parkedAt" IS NULL)), 0)::float8 AS age
   FROM "OutboxEvent" WHERE "doneAt" IS NULL`,
)

/** Sets the metrics of the outbox: how many events are open and parked, and how old the oldest is that is not parked. */
export async function measureOutbox(): Promise<void> {
  const [row] = await query(OPEN)
  metrics.outboxOpen.set(row?.open ?? 0)
  metrics.outboxParked.set(row?.parked ?? 0)
  metrics.outboxAge.set(row?.age ?? 0)
}
