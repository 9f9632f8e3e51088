import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { withDeadline } from '@/lib/async/deadline'
import { counterDrift, findDrift, recountNightly } from '@/lib/postgres/counter-drift'
import { pool } from '@/lib/postgres/pool'
import { metrics } from '@/lib/process/metrics'
import { like, post } from '../../support/acts'
import { takeErrors } from '../../support/errors'
import { drain } from '../../support/jobs'
import { holdTable, waitingForLocks } from '../../support/locks'
import { people, person } from '../../support/people'
import { query } from '../../support/query'

const carillon = (...words: string[]) =>
  JSON.parse(execFileSync(process.execPath, ['bin/carillon.mjs', ...words, '--json'], { encoding: 'utf8' }))

it('a counter that disagrees with its rows is found and counted again, and its bell counts as changed', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = await post(ben, 'Hello')
  await like(ana, written)
  await drain()
  expect([await findDrift(), carillon('counters')]).toEqual([[], []])

  await query(`UPDATE "Post" SET "likeCount" = 7 WHERE id = $1`, [written.id])
  await query(`UPDATE "NotificationGroup" SET "actorCount" = 0 WHERE "recipientId" = $1`, [ben.id])
  const before = await versionOf(ben.id)
  const found = carillon('counters').map(({ counter }: { counter: string }) => counter)
  expect(found.sort()).toEqual(['actorCount', 'likeCount', 'unreadNotifications', 'unseenNotifications'])

  carillon('counters', 'repair')
  expect([await findDrift(), carillon('counters')]).toEqual([[], []])
  expect(await versionOf(ben.id)).toBeGreaterThan(before)
})

it('the metric is unknown until the first night, then says what that found, and follows a repair', async () => {
  const noon = (day: number) => ({ clock: async () => new Date(`2030-06-0${day}T12:00:00Z`) })
  const night = (day: number) => ({ clock: async () => new Date(`2030-06-0${day}T03:00:00Z`) })
  const drift = async () => (await counterDrift.get()).values[0]?.value
  const ana = await person('Ana')
  await query(`UPDATE "User" SET "unreadNotifications" = 5 WHERE id = $1`, [ana.id])

  await recountNightly(noon(1))
  expect(await drift()).toBeNaN()
  await recountNightly(night(2))
  expect(takeErrors().join()).toContain('counters disagree')
  expect(await drift()).toBe(1)
  expect(await metrics.registry.metrics()).toContain('carillon_counter_drift 1')

  carillon('counters', 'repair')
  expect(await drift()).toBe(0)
})

it('a database that does not answer hides no other metric: within two seconds the number is unknown', async () => {
  const release = await holdTable('NightlyRun')
  const text = await withDeadline(metrics.registry.metrics(), 2000, () => new Error('no metrics'))
  expect(text).toMatch(/^carillon_counter_drift nan$/im)
  expect(text).toContain('carillon_streams_open 0')
  await release()
})

it('a repair waits for the person before it locks a post, as every other change does', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = await post(ana, 'Hello')
  await query(`UPDATE "Post" SET "likeCount" = 7 WHERE id = $1`, [written.id])
  await query(`UPDATE "User" SET "unreadNotifications" = 5 WHERE id = $1`, [ben.id])
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT FROM "User" WHERE id = $1 FOR NO KEY UPDATE', [ben.id])
  const repair = spawn(process.execPath, ['bin/carillon.mjs', 'counters', 'repair'])
  const ended = once(repair, 'exit')
  await expect.poll(waitingForLocks, { timeout: 5000 }).toBe(1)
  await client.query('SELECT FROM "Post" WHERE id = $1 FOR NO KEY UPDATE NOWAIT', [written.id])
  await client.query('COMMIT')
  client.release()
  expect(await ended).toEqual([0, null])
  expect(await findDrift()).toEqual([])
})

async function versionOf(id: bigint): Promise<bigint> {
  const [row] = await query<{ version: bigint }>(`SELECT "notificationVersion" AS version FROM "User" WHERE id = $1`, [
    id,
  ])
  return row?.version ?? 0n
}
