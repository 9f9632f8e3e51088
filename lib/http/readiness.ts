import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { query } from '@/lib/postgres/query'
import { bool, statement } from '@/lib/postgres/statement'
import { once } from '@/lib/process/once'
import { tryRedis, writeProbe } from '@/lib/redis/client'

/** The newest migration of this build. Old code may run on a newer database, but not new code on an older one. */
const newest = once('newest-migration', () =>
  readdirSync(join(process.cwd(), 'prisma/migrations'))
    .filter((name) => /^\d{14}_/.test(name))
    .sort()
    .at(-1),
)

export type Readiness = { postgresql: 'ok' | 'away'; migrations: 'ok' | 'behind' | 'unknown'; redis: 'ok' | 'away' }

/** Whether requests can be served. They can be without Redis, so `redis: 'away'` does not make a process unready. */
export async function readiness(): Promise<Readiness> {
  const [database, redis] = await Promise.all([
    migrations(),
    tryRedis((client) => writeProbe(client).then(() => 'ok' as const), 'away' as const),
  ])
  return { postgresql: database === 'unknown' ? 'away' : 'ok', migrations: database, redis }
}

/** Milliseconds. Anybody may ask, and every check costs a statement. */
const SHARED_FOR = 1_000
const latest = once('readiness', () => ({ at: Number.NEGATIVE_INFINITY, state: null as Promise<Readiness> | null }))

/** As `readiness`, checked at most once a second: who asks meanwhile gets the same answer. */
export function sharedReadiness(): Promise<Readiness> {
  const now = performance.now()
  if (latest.state === null || now - latest.at >= SHARED_FOR) {
    latest.at = now
    latest.state = readiness()
  }
  return latest.state
}

/** True when PostgreSQL answers and has the tables of this build. */
export function canServe({ postgresql, migrations }: Readiness): boolean {
  return postgresql === 'ok' && migrations === 'ok'
}

/** `$1` is the name of a migration. */
const MIGRATED = statement(
  'migration-applied',
  { applied: bool() },
  `SELECT EXISTS (SELECT FROM "_prisma_migrations" WHERE migration_name = $1 AND finished_at IS NOT NULL) AS applied`,
)

async function migrations(): Promise<Readiness['migrations']> {
  try {
    const [row] = await query(MIGRATED, [newest])
    return row?.applied ? 'ok' : 'behind'
  } catch (error) {
    return isMissingTable(error) ? 'behind' : 'unknown'
  }
}

function isMissingTable(error: unknown): boolean {
  return (error as { code?: string }).code === '42P01'
}
