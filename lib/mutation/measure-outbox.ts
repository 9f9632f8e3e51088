import { Gauge } from 'prom-client'
import { query } from '@/lib/postgres/query'
import { float, int, statement } from '@/lib/postgres/statement'
import { metrics } from '@/lib/process/metrics'
import { once } from '@/lib/process/once'

const OPEN = statement(
  'open-events',
  { open: int(), parked: int(), age: float() },
  `SELECT count(*)::int AS open, count("parkedAt")::int AS parked,
     COALESCE(extract(epoch FROM now() - min("createdAt") FILTER (WHERE "parkedAt" IS NULL)), 0)::float8 AS age
   FROM "OutboxEvent" WHERE "doneAt" IS NULL`,
)

const KEPT = statement(
  'oldest-kept-event',
  { age: float() },
  `SELECT COALESCE(extract(epoch FROM now() - min("doneAt")), 0)::float8 AS age FROM "OutboxEvent" WHERE "doneAt" IS NOT NULL`,
)

const gauges = once('outbox-gauges', () => {
  const registers = [metrics.registry]
  return {
    open: new Gauge({ name: 'carillon_outbox_open', help: 'Events not done yet.', registers }),
    parked: new Gauge({
      name: 'carillon_outbox_parked',
      help: 'Events that failed in all attempts and are retried every ten minutes.',
      registers,
    }),
    age: new Gauge({
      name: 'carillon_outbox_oldest_seconds',
      help: 'Age of the oldest event that is not done and not parked.',
      registers,
    }),
    kept: new Gauge({
      name: 'carillon_outbox_kept_seconds',
      help: 'Time since the oldest event that is still kept was done. More than a day: housekeeping is behind.',
      registers,
    }),
  }
})

/**
 * Sets the metrics of the outbox: how many events are open and parked, and how old the oldest is that is not parked, and whether
 * old ones are removed in time.
 */
export async function measureOutbox(): Promise<void> {
  const [row] = await query(OPEN)
  gauges.open.set(row?.open ?? 0)
  gauges.parked.set(row?.parked ?? 0)
  gauges.age.set(row?.age ?? 0)
  const [kept] = await query(KEPT)
  gauges.kept.set(kept?.age ?? 0)
}
