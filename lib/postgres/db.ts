import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '@/generated/prisma/client'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'

const INT8 = 20

/** Per statement and not for all of `pg`: Prisma reads the same pool and wants its bigints as text. */
const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8 ? BigInt : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** One pool per process; Prisma and the plain SQL of hot paths share it. */
export const pool = once('pool', () => {
  const made = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL,
    // Without a limit a request would wait for ever for a server that is away.
    connectionTimeoutMillis: 1500,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    query_timeout: 30_000,
    // A process that was stopped in the middle of a transaction must not keep others from the rows it has locked.
    idle_in_transaction_session_timeout: 5_000,
    application_name: 'carillon',
  })
  // A server that goes away breaks idle connections; without a listener that would end the process.
  made.on('error', (error) => log.warn({ error: error.message }, 'idle database connection lost'))
  return made
})

/** For rows one by one. Sets and hot paths: `query`. */
export const db = once('db', () => new PrismaClient({ adapter: new PrismaPg(pool) }))

/** What a transaction is written against. */
export type Tx = Prisma.TransactionClient

/**
 * Runs one statement, prepared once per connection when it has a name. Returns its rows; `bigint` columns are BigInt.
 */
export async function query<Row extends pg.QueryResultRow>(
  statement: Statement,
  values: unknown[] = [],
): Promise<Row[]> {
  return runOn<Row>(pool, statement, values)
}

/** With a name it is prepared, once per connection. */
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

/** `query`, inside a transaction or not. */
export type Run = typeof query

/**
 * With lists as parameters PostgreSQL would make a plan of its own for each run, which takes longer than most of these
 * statements do: more than half of what a like's way to the bell cost it.
 */
const BEGIN = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan'

/**
 * Runs statements in one transaction, prepared once per connection: for hot paths that change sets. Everything is undone
 * when the work throws.
 */
export async function transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // Nobody else listens while it is ours: a server that goes away between two statements would end the process.
  const lost = (error: Error) => log.warn({ error: error.message }, 'database connection lost in a transaction')
  client.on('error', lost)
  try {
    await client.query(BEGIN)
    const result = await work((statement, values) => runOn(client, statement, values))
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    // A connection that cannot even undo is of no use to anybody else.
    await client.query('ROLLBACK').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  } finally {
    client.off('error', lost)
  }
}

/** Lets statements that are written for `transaction` join a transaction of Prisma's. */
export function within(tx: Tx): Run {
  return (statement, values = []) =>
    tx.$queryRawUnsafe(typeof statement === 'string' ? statement : statement.text, ...values)
}

export { Prisma }
