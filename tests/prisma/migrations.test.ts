import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { env } from '@/lib/process/env'
import { listMigrations, migrate } from '../../bin/migrate.mjs'
import { createDatabase, dropDatabase } from '../support/database'
import { findDrift } from '../support/prisma-drift'
import { query } from '../support/query'

let empty: string

beforeAll(async () => {
  empty = await createDatabase(inject('templateUrl'), { template: 'template1' })
})
afterAll(() => dropDatabase(empty))

test('two processes that migrate an empty database at once apply every migration once', async () => {
  const names = listMigrations().map(({ name }) => name)
  const applied = await Promise.all([migrate(empty), migrate(empty)])
  expect(applied.flat()).toEqual(names)
})

test('a second run applies nothing', async () => {
  expect(await migrate(env.DATABASE_URL)).toEqual([])
})

test('a migration that was changed after it ran is refused by name', async () => {
  const [first] = listMigrations()
  await query(`UPDATE "_prisma_migrations" SET checksum = 'another' WHERE migration_name = $1`, [first?.name])
  await expect(migrate(env.DATABASE_URL)).rejects.toThrow(`migration ${first?.name} was changed after it ran`)
})

/** A database that ran a migration refuses to start with another text of it: these never change, not even their comments. */
const RELEASED = {
  '20261122000000_way_of_a_post': '277b06022a912ebe59f11ee3386e4284ffa51e5ee1a89bae1e608962c3bf7d9d',
  '20261122010000_place_words': '98f31fafae0bb55bc41647efe95035d894ef55e0cbc27078648e9d300934b016',
  '20261122020000_bell_and_conversation': '2a65e6d018dceb11f1a9c05507333cdf345ffebfed709676b1e06aedb66d019f',
}

test('the migrations that sites have run are unchanged', () => {
  const checksums = new Map(listMigrations().map(({ name, checksum }) => [name, checksum]))
  for (const [name, checksum] of Object.entries(RELEASED)) expect(checksums.get(name), name).toBe(checksum)
})

test('a migration waits for a table for ten seconds at most', async () => {
  const [busy, name] = [new pg.Client({ connectionString: env.DATABASE_URL }), '99999999000000_waits']
  await busy.connect()
  await busy.query('BEGIN; LOCK TABLE "Place"')
  const waits = { name, sql: 'ALTER TABLE "Place" ADD COLUMN late TEXT', checksum: 'none' }
  await expect(migrate(env.DATABASE_URL, [waits])).rejects.toThrow(
    `migration ${name} failed: canceling statement due to lock`,
  )
  await busy.end()
  expect(await query(`SELECT 1 FROM "_prisma_migrations" WHERE migration_name = $1`, [name])).toEqual([])
})

test('Prisma finds that the migrations make exactly what schema.prisma says, and finds a difference when there is one', async () => {
  expect(await findDrift(env.DATABASE_URL)).toMatch(/^(--.*\s*)*$/)
  await query('ALTER TABLE "User" DROP COLUMN bio')
  expect(await findDrift(env.DATABASE_URL)).toContain('ADD COLUMN     "bio"')
})
