import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { query } from '@/lib/postgres/db'
import { env } from '@/lib/process/env'
import { listMigrations, migrate } from '../../bin/migrate.mjs'
import { createDatabase, dropDatabase } from '../support/database'
import { findDrift } from '../support/prisma-drift'

let empty: string

beforeAll(async () => {
  empty = await createDatabase(inject('templateUrl'), { template: 'template1' })
})
afterAll(() => dropDatabase(empty))

test('two starts at once on an empty database apply every migration once', async () => {
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

test('Prisma finds that the migrations make exactly what schema.prisma says, and would notice if they did not', async () => {
  expect(await findDrift(env.DATABASE_URL)).toMatch(/^(--.*\s*)*$/)
  await query('ALTER TABLE "User" DROP COLUMN bio')
  expect(await findDrift(env.DATABASE_URL)).toContain('ADD COLUMN     "bio"')
})
