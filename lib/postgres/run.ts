import pg from 'pg'
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
export type Run = <Row>(statement: Statement<Row>, values?: unknown[]) => Promise<Row[]>

/** Statements of a `Run` that go to this pool or connection. */
export function runOn(target: Pick<pg.ClientBase, 'query'> | pg.Pool): Run {
  return async ({ preparedName, text, timeout }, values = []) => {
    // A variable, because the types of pg leave out this option of a query.
    const config = { name: preparedName, text, values, types, query_timeout: timeout }
    return (await target.query(config)).rows
  }
}
