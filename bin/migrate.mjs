// Applies prisma/migrations/* to DATABASE_URL. Prisma's own command has to download an engine first. This one runs the same
// files and writes the same table (`_prisma_migrations`), so `prisma migrate status` shows the same state.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'

const FOLDER = new URL('../prisma/migrations/', import.meta.url).pathname
/** Number of the advisory lock. Any number works, but all runners of this project must use the same one. */
const LOCK = 7_240_411

/**
 * While a migration waits for a table, all later statements on that table wait behind it. After this time the migration
 * fails. It has changed nothing then, and can be started again.
 */
const WAIT_FOR_TABLE = '10s'

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`

/** The migrations in prisma/migrations, oldest first. */
export function listMigrations() {
  return readdirSync(FOLDER)
    .filter((name) => existsSync(join(FOLDER, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(FOLDER, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Applies the migrations that a database does not have yet. Idempotent, and safe when several processes start at once. Each
 * migration commits completely or not at all.
 * @param {string} url
 * @param {ReturnType<typeof listMigrations>} [migrations]
 * @returns {Promise<string[]>} the names of those applied now
 */
export async function migrate(url, migrations = listMigrations()) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(`SET lock_timeout = '${WAIT_FOR_TABLE}'`)
    await client.query(MIGRATIONS_TABLE)
    const { rows } = await client.query(
      'SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]))
    const names = []
    for (const migration of migrations) {
      const known = applied.get(migration.name)
      if (known && known !== migration.checksum) throw new Error(`migration ${migration.name} was changed after it ran`)
      if (known) continue
      await apply(client, migration)
      names.push(migration.name)
    }
    return names
  } finally {
    await client.end()
  }
}

/**
 * @param {pg.Client} client
 * @param {{name: string, sql: string, checksum: string}} migration
 */
async function apply(client, { name, sql, checksum }) {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!process.env.DATABASE_URL && existsSync('.env')) process.loadEnvFile('.env')
  if (!process.env.DATABASE_URL) {
    console.error('DATABASE_URL is missing: set it, or copy .env.example to .env')
    process.exit(1)
  }
  const names = await migrate(process.env.DATABASE_URL)
  console.log(names.length === 0 ? 'database is up to date' : `applied ${names.join(', ')}`)
}
