import { expect, it } from 'vitest'
import { removeOldEventsAndKeys } from '@/lib/mutation/remove-old-events-and-keys'
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
