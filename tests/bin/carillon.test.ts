import { execFileSync, spawnSync } from 'node:child_process'
import { beforeEach, expect, test } from 'vitest'
import { clearEvents } from '../support/events'
import { query } from '../support/query'

const carillon = (...words: string[]) =>
  JSON.parse(execFileSync(process.execPath, ['bin/carillon.mjs', ...words, '--json'], { encoding: 'utf8' }))

beforeEach(async () => {
  await clearEvents()
  await query(
    `INSERT INTO "OutboxEvent" (id, queue, type, payload, "dueAt", "parkedAt", "doneAt", "lastError") VALUES
       (1, 'graph', 'graph.changed', '{}', now() + interval '1 hour', NULL, NULL, NULL),
       (2, 'graph', 'graph.changed', '{}', now() + interval '1 hour', now(), NULL, 'why'),
       (3, 'graph', 'graph.changed', '{}', now() + interval '1 hour', now(), NULL, 'why'),
       (4, 'graph', 'graph.changed', '{}', now() + interval '1 hour', NULL, now(), NULL)`,
  )
})

const dueNow = async () => {
  const rows = await query<{ id: bigint }>(`SELECT id FROM "OutboxEvent" WHERE "dueAt" <= now() ORDER BY id`)
  return rows.map(({ id }) => Number(id))
}

test('outbox lists open events, parked ones first and with their error', () => {
  expect(carillon('outbox').map(({ id, lastError }: { id: string; lastError: string }) => [id, lastError])).toEqual([
    ['2', 'why'],
    ['3', 'why'],
    ['1', null],
  ])
})

test('outbox retry makes the named parked events due, or all of them, and no others', async () => {
  expect(carillon('outbox', 'retry', '1', '3', '4')).toEqual([{ id: '3' }])
  expect(await dueNow()).toEqual([3])
  carillon('outbox', 'retry')
  expect(await dueNow()).toEqual([2, 3])
})

test.each([
  ['outbux'],
  ['outbox retry x'],
  ['counters 1'],
  [''],
  ['users suspend'],
  ['users suspend ana ben'],
  ['users'],
  ['counters repair --dry-run'],
  ['demo'],
  ['demo remove ana'],
])('%j is refused with the usage', (line) => {
  const { status, stderr } = spawnSync(process.execPath, ['bin/carillon.mjs', ...line.split(' ')], { encoding: 'utf8' })
  expect([status, stderr.startsWith('usage:')]).toEqual([2, true])
})
