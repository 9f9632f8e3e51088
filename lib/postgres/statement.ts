import { createHash } from 'node:crypto'
import pg from 'pg'
import { once } from '@/lib/process/once'
import type { Share } from './pool-share'

/** PostgreSQL's numbers of the types that our statements return (pg_type.oid). */
const OID = {
  bool: 16,
  int8: 20,
  int4: 23,
  text: 25,
  json: 114,
  float8: 701,
  textList: 1009,
  int8List: 1016,
  timestamptz: 1184,
  jsonb: 3802,
} as const

/** A column of a result: its type in PostgreSQL, and by `Value` the one in TypeScript. */
export type Column<Value = unknown> = { oid: number; value?: Value }

export const bool = (): Column<boolean> => ({ oid: OID.bool })
/** Ids and sequences. */
export const bigint = (): Column<bigint> => ({ oid: OID.int8 })
export const bigints = (): Column<bigint[]> => ({ oid: OID.int8List })
export const int = (): Column<number> => ({ oid: OID.int4 })
export const float = (): Column<number> => ({ oid: OID.float8 })
export const text = <Value extends string = string>(): Column<Value> => ({ oid: OID.text })
export const texts = (): Column<string[]> => ({ oid: OID.textList })
export const time = (): Column<Date> => ({ oid: OID.timestamptz })
export const json = <Value>(): Column<Value> => ({ oid: OID.json })
export const jsonb = <Value>(): Column<Value> => ({ oid: OID.jsonb })

/** The column may be NULL. PostgreSQL does not say so of a result, so this is for the TypeScript type alone. */
export const nullable = <Value>({ oid }: Column<Value>): Column<Value | null> => ({ oid })

export type Columns = Record<string, Column>

/** Columns that are all NULL when a LEFT JOIN finds no row. */
export const allNullable = <Described extends Columns>(columns: Described) =>
  columns as { [Name in keyof Described]: Column<RowOf<Described>[Name] | null> }

/** Of a statement that returns no rows. */
export const NOTHING = {}

/** A row with these columns. */
export type RowOf<Described extends Columns> = {
  [Name in keyof Described]: Described[Name] extends Column<infer Value> ? Value : never
}

type Options = {
  /** Milliseconds after which PostgreSQL cancels it, instead of the limit of the pool. Only `query` sees to that. */
  timeout?: number
  /** Of the pool, for what may be slow. */
  share?: Share
}

/** A named statement; each connection prepares it once. `Row` is what it returns. */
export type Statement<Row> = Options & {
  name: string
  /** What a connection calls it: with a hash of the text, so that a text that is edited in development is prepared anew. */
  preparedName: string
  text: string
  columns: Columns
  row?: Row
}

/** All statements of this process by name. A test prepares each one and compares its columns. */
export const statements = once('statements', () => new Map<string, Statement<unknown>>())

/** Describes a statement of our own: its name, the columns that it returns, and its SQL. Throws when another has the name. */
export function statement<Described extends Columns>(
  name: string,
  columns: Described,
  text: string,
  { timeout, share }: Options = {},
): Statement<RowOf<Described>> {
  const known = statements.get(name)
  // In development a file that was edited is loaded again.
  const isEdited = process.env.NODE_ENV === 'development'
  if (known && known.text !== text && !isEdited) throw new Error(`two statements have the name ${name}`)
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  const made = { name, preparedName: `${name}-${hash}`, text, columns, timeout, share }
  statements.set(name, made)
  return made
}

/** For our own statements only, because Prisma uses the same pool and expects its bigints as text. */
const types = { getTypeParser: parserOf as typeof pg.types.getTypeParser }

function parserOf(oid: number, format?: 'text') {
  if (oid === OID.int8) return BigInt
  const parse = pg.types.getTypeParser(oid, format)
  return oid === OID.int8List ? (value: string) => (parse(value) as string[]).map(BigInt) : parse
}

/** Runs a statement and returns its rows. Each connection prepares it once, by its name. */
export type RunStatement = <Row>(statement: Statement<Row>, values?: unknown[]) => Promise<Row[]>

/** Statements of a `RunStatement` that go to this pool or connection. */
export function runOn(target: Pick<pg.ClientBase, 'query'> | pg.Pool): RunStatement {
  return async ({ preparedName, text, timeout }, values = []) => {
    // A variable, because the types of pg leave out this option of a query. For when PostgreSQL does not answer at all.
    const config = { name: preparedName, text, values, types, query_timeout: timeout && timeout + 1000 }
    return (await target.query(config)).rows
  }
}
