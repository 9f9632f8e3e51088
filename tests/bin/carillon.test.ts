import { execFileSync, spawnSync } from 'node:child_process'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { follow, post } from '../support/acts'
import { clearEvents } from '../support/events'
import { people, signIn } from '../support/people'
import { query } from '../support/query'

const carillon = (...words: string[]) =>
  JSON.parse(execFileSync(process.execPath, ['bin/carillon.mjs', ...words, '--json'], { encoding: 'utf8' }))

beforeAll(startRedis)

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
  ['users end-sessions'],
  ['users show'],
  ['users show ana --dry-run'],
  ['users list ana ben'],
  ['counters repair --dry-run'],
  ['demo'],
  ['demo remove ana'],
])('%j is refused with the usage', (line) => {
  const { status, stderr } = spawnSync(process.execPath, ['bin/carillon.mjs', ...line.split(' ')], { encoding: 'utf8' })
  expect([status, stderr.startsWith('usage:')]).toEqual([2, true])
})

test('users show says what an operator must see of Ana, and nothing with which somebody could sign in', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await signIn(ana.id)
  await follow(ben, ana)
  await post(ana, 'one post')
  await query(`UPDATE "User" SET name = E'An\u001b[2Ja', "suspendedAt" = now() WHERE id = $1`, [ana.id])
  await query(`UPDATE "Session" SET "endedAt" = now() WHERE id = $1`, [ana.viewer.sessionId])
  const [shown] = carillon('users', 'show', ana.handle.toUpperCase())
  expect(shown).toMatchObject({ id: String(ana.id), handle: ana.handle, openSessions: 1, followers: 1, posts: 1 })
  expect(shown).toMatchObject({ email: expect.stringContaining('@'), suspendedAt: expect.any(String), deletedAt: null })
  expect(shown.sessions.map(({ endedAt }: { endedAt: string | null }) => endedAt === null)).toEqual([true, false])
  const printed = execFileSync(process.execPath, ['bin/carillon.mjs', 'users', 'show', ana.handle], {
    encoding: 'utf8',
  })
  for (const text of [printed, JSON.stringify(shown)]) {
    expect(text).not.toContain(ana.viewer.sessionId)
    expect(text).not.toContain('argon2')
    expect(text).not.toContain('\u001b')
  }
  expect(printed).toMatch(/^openSessions +1$/m)
})

test('users list finds accounts by a part of handle, name or e-mail address, the newest first', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const found = (...words: string[]) => carillon('users', 'list', ...words).map(({ id }: { id: string }) => id)
  expect(found().slice(0, 2)).toEqual([String(ben.id), String(ana.id)])
  expect(found(ana.handle.toUpperCase())).toContain(String(ana.id))
  expect(found(ana.handle)).not.toContain(String(ben.id))
  expect(found('100%_nobody')).toEqual([])
})

test('users show of somebody who is not there says so', () => {
  const { status, stderr } = spawnSync(process.execPath, ['bin/carillon.mjs', 'users', 'show', 'nobody_at_all'])
  expect([status, String(stderr).trim()]).toEqual([1, 'there is no user @nobody_at_all'])
})
