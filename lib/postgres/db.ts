import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '@/generated/prisma/client'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'

const INT8 = 20

/** For our own statements only, because Prisma uses the same pool and expects its bigints as text. */
const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8 ? BigInt : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** One pool per process, which Prisma and our own statements share. */
export const pool = once('pool', () => {
  const made = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL,
    // Without a limit a request would wait for a server that is away until the operating system gives up.
    connectionTimeoutMillis: 1500,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    query_timeout: 30_000,
    // A process that is paused in the middle of a transaction must not keep its row locks.
    idle_in_transaction_session_timeout: 5_000,
    application_name: 'carillon',
  })
  // When the server goes away, idle connections emit errors. Without a listener they would end the process.
  made.on('error', (error) => log.warn({ error: error.message }, 'idle database connection lost'))
  return made
})

/** Prisma, for mutations of single rows. Reads, sets and jobs use `query`. */
export const db = once('db', () => new PrismaClient({ adapter: new PrismaPg(pool) }))

/** A transaction of Prisma's. */
export type Tx = Prisma.TransactionClient

/** Runs one statement and returns its rows. Columns of type bigint are BigInt. */
export async function query<Row extends pg.QueryResultRow>(
  statement: Statement,
  values: unknown[] = [],
): Promise<Row[]> {
  return runOn<Row>(pool, statement, values)
}

/** A statement with a name is prepared once per connection. */
export type Statement = string | { name: string; text: string }

async function runOn<Row extends pg.QueryResultRow>(
  target: pg.Pool | pg.PoolClient,
  statement: Statement,
  values: unknown[] = [],
): Promise<Row[]> {
  const config = typeof statement === 'string' ? { text: statement, values, types } : { ...statement, values, types }
  const { rows } = await target.query<Row>(config)
  return rows
}

/** Has the type of `query`, and may run in a transaction. */
export type Run = typeof query

/**
 * For lists as parameters PostgreSQL prefers a new plan in each run. Planning takes longer than running most of these
 * statements: it was more than half of the database time from a like to the bell.
 */
const BEGIN = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan'

/** Runs statements in one transaction, for hot paths that change sets. When `work` throws, everything is rolled back. */
export async function transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // The pool does not listen for errors of a client in use. Without a listener, a server that goes away would end the process.
  const lost = (error: Error) => log.warn({ error: error.message }, 'database connection lost in a transaction')
  client.on('error', lost)
  try {
    await client.query(BEGIN)
    const result = await work((statement, values) => runOn(client, statement, values))
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    // A connection that cannot roll back is broken: the pool closes it.
    await client.query('ROLLBACK').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  } finally {
    client.off('error', lost)
  }
}

/** Runs statements that are written for `transaction` in a transaction of Prisma's. */
export function within(tx: Tx): Run {
  return (statement, values = []) =>
    tx.$queryRawUnsafe(typeof statement === 'string' ? statement : statement.text, ...values)
}

export { Prisma }
