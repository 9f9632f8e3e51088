import pg from 'pg'
import { pool } from '@/lib/postgres/pool'

const INT8 = 20

const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8 ? BigInt : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** Runs any SQL, on this process's pool: for what a test prepares or looks up. Columns of type bigint are BigInt. */
export async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await pool.query<Row>({ text, values, types })).rows
}
