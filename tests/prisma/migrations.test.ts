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
  '20261128000000_references_and_checks': 'b792bc8886d10010fcf26cfd9240957c246527a26cfabb7249e8168dc5753036',
  '20261128010000_validate_references': 'f62cf8775b65c768fb9ef013c87ee25206cac0e96ff74c2580522c54ef415943',
  '20261128020000_id_at': '14e0666a2250eec6d912168934e867533366862867a80fabfd72801d74115faa',
  '20261128030000_indexes_that_pay': '63b71ff6aac694a7456f8c77de6d34e5587a89c18c5e87a5c5e7a239f0ce9c97',
  '20261128040000_nightly_runs': 'fe97b928751abc4b7d49a39afbede398b5242c5528a3a7960bc3019906be290b',
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
