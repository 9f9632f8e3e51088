import { expect, it } from 'vitest'
import { measureOutbox } from '@/lib/mutation/measure-outbox'
import { removeOldEventsAndKeys } from '@/lib/mutation/remove-old-events-and-keys'
import { metrics } from '@/lib/process/metrics'
import { person } from '../../support/people'
import { query } from '../../support/query'

it('events that were done a day ago and keys of a day go; open, parked and younger ones stay', async () => {
  const ana = await person('Ana')
  await query(
    `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt", "doneAt", "parkedAt")
     SELECT 'graph', type, '{"userIds": []}', now(), done, parked
     FROM (VALUES ('done.long-ago', now() - interval '25 hours', NULL), ('done.lately', now() - interval '23 hours', NULL),
       ('open', NULL, NULL), ('parked', NULL, now() - interval '9 days')) AS event (type, done, parked)`,
  )
  await query(
    `INSERT INTO "IdempotencyKey" ("userId", key, "bodyHash", response, "createdAt")
     VALUES ($1, 'old', '', '{}', now() - interval '25 hours'), ($1, 'young', '', '{}', now() - interval '23 hours')`,
    [ana.id],
  )
  expect(await removeOldEventsAndKeys()).toBe(false)
  const events = await query<{ type: string }>(`SELECT type FROM "OutboxEvent" ORDER BY type`)
  expect(events.map(({ type }) => type)).toEqual(['done.lately', 'open', 'parked'])
  expect(await query(`SELECT key FROM "IdempotencyKey"`)).toEqual([{ key: 'young' }])
})

it('a day of a busy site goes without a pause, and the metric says when it does not', async () => {
  await query(
    `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt", "doneAt")
     SELECT 'graph', 'done', '{"userIds": []}', now(), now() - interval '30 hours' FROM generate_series(1, 12000)`,
  )
  const keptFor = async () => {
    await measureOutbox()
    return Number(/^carillon_outbox_kept_seconds (\S+)/m.exec(await metrics.registry.metrics())?.[1])
  }
  expect(Math.round((await keptFor()) / 3600)).toBe(30)
  const runs: boolean[] = []
  do runs.push(await removeOldEventsAndKeys())
  while (runs.at(-1))
  expect(runs).toEqual([true, true, false])
  expect(await keptFor()).toBeLessThan(86_400)
})
