import { query } from '@/lib/postgres/query'
import { metrics } from '@/lib/process/metrics'

const OPEN = `
  SELECT count(*)::int AS open, count("parkedAt")::int AS parked,
    COALESCE(extract(epoch FROM now() - min("createdAt") FILTER (WHERE "parkedAt" IS NULL)), 0)::float8 AS age
  FROM "OutboxEvent" WHERE "doneAt" IS NULL`

/** Sets the metrics of the outbox: how many events are open and parked, and how old the oldest is that is not parked. */
export async function measureOutbox(): Promise<void> {
  const [row] = await query<{ open: number; parked: number; age: number }>(OPEN)
  metrics.outboxOpen.set(row?.open ?? 0)
  metrics.outboxParked.set(row?.parked ?? 0)
  metrics.outboxAge.set(row?.age ?? 0)
}
