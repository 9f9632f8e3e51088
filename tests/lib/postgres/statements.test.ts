import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/postgres/pool'
import { type Statement, statements } from '@/lib/postgres/statement'

/** A statement is known when its file is loaded. */
const FILES = import.meta.glob(['/lib/**/*.ts', '/workers/jobs/*.ts', '/prisma/demo/*.ts'])

/** The calls of `statement` in all sources, each of which makes at least one; and the names that stand in them. */
function callsInSources() {
  const sources = ['app', 'lib', 'prisma', 'workers'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => file.endsWith('.ts') && file !== 'lib/postgres/statement.ts'),
  )
  const calls = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bstatement\(\s*(?:'([^']+)')?/g)])
  return { count: calls.length, names: calls.flatMap(([, name]) => name ?? []) }
}

beforeAll(async () => {
  for (const load of Object.values(FILES)) await load()
})

/** PostgreSQL describes a result when it runs the statement. NULLs find and change no row, and all of it is rolled back. */
async function columnsOf({ name, text }: Statement<unknown>): Promise<Record<string, number>> {
  const parameters = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)))
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { fields } = await client.query({ name, text, values: Array(parameters).fill(null) })
    return Object.fromEntries(fields.map((field) => [field.name, field.dataTypeID]))
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

it('PostgreSQL prepares every named statement, and each returns the columns that its row type says', async () => {
  const { count, names } = callsInSources()
  expect([...statements.keys()]).toEqual(expect.arrayContaining(names))
  expect(names.length).toBeGreaterThan(50)
  expect(statements.size).toBeGreaterThanOrEqual(count)
  for (const statement of statements.values()) {
    const described = Object.fromEntries(Object.entries(statement.columns).map(([name, { oid }]) => [name, oid]))
    expect({ [statement.name]: await columnsOf(statement) }).toEqual({ [statement.name]: described })
  }
})
