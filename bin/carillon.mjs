// Operations by hand, on the database of DATABASE_URL.
//   npm run carillon -- outbox                 what is open, and what is parked with its last error
//   npm run carillon -- outbox retry [ID ...]  has the relay try parked events now: these, or all
// With --json the answer is for programs.

import { existsSync } from 'node:fs'
import pg from 'pg'

const USAGE = 'usage: npm run carillon -- outbox [retry [ID ...]] [--json]'

/** @param {string} text @param {unknown[]} [values] */
async function ask(text, values = []) {
  if (!process.env.DATABASE_URL && existsSync('.env')) process.loadEnvFile('.env')
  if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL is missing: set it, or copy .env.example to .env')
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

const listOpen = () =>
  ask(`SELECT id, queue, type, payload, attempts, "createdAt", "dueAt", "parkedAt", "lastError" FROM "OutboxEvent"
       WHERE "doneAt" IS NULL ORDER BY "parkedAt" NULLS LAST, id LIMIT 200`)

/** @param {string[]} ids none: all parked ones */
const retry = (ids) =>
  ask(
    `UPDATE "OutboxEvent" SET "dueAt" = now()
     WHERE "doneAt" IS NULL AND "parkedAt" IS NOT NULL AND (cardinality($1::bigint[]) = 0 OR id = ANY ($1)) RETURNING id`,
    [ids],
  )

const words = process.argv.slice(2).filter((word) => word !== '--json')
const [noun, verb, ...ids] = words
const known = noun === 'outbox' && (verb === undefined || verb === 'retry') && ids.every((id) => /^\d+$/.test(id))
if (!known) {
  console.error(USAGE)
  process.exit(2)
}
try {
  const rows = await (verb === 'retry' ? retry(ids) : listOpen())
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows))
  else if (rows.length === 0) console.log('nothing')
  else console.table(rows.map(({ payload, ...row }) => (payload ? { ...row, payload: JSON.stringify(payload) } : row)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
