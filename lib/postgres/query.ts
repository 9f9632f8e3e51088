import pg from 'pg'
import { log } from '@/lib/process/log'
import { pool } from './pool'
import type { Statement } from './statement'

const INT8 = 20
const INT8_LIST = 1016

/** For our own statements only, because Prisma uses the same pool and expects its bigints as text. */
const types = { getTypeParser: parserOf as typeof pg.types.getTypeParser }

function parserOf(oid: number, format?: 'text') {
  if (oid === INT8) return BigInt
  const parse = pg.types.getTypeParser(oid, format)
  return oid === INT8_LIST ? (value: string) => (parse(value) as string[]).map(BigInt) : parse
}

/** Runs a statement and returns its rows. Each connection prepares it once, by its name. */
export type Run = {
  <Row>(statement: Statement<Row>, values?: unknown[]): Promise<Row[]>
  /** Not yet described. */
  <Row>(statement: string | { name: string; text: string }, values?: unknown[]): Promise<Row[]>
}

export const query: Run = runOn(pool)

/** Statements of a `Run` that go to this pool or connection. */
export function runOn(target: Pick<pg.ClientBase, 'query'> | pg.Pool): Run {
  return async (statement: string | { name: string; text: string; timeout?: number }, values: unknown[] = []) => {
    const { name, text, timeout } =
      typeof statement === 'string' ? { name: undefined, text: statement, timeout: undefined } : statement
    const config = { name, text, values, types, query_timeout: timeout }
    return (await target.query(config)).rows
  }
}

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
    const result = await work(runOn(client))
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
