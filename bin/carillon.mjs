// Commands for operators, on the database of DATABASE_URL.
//   npm run carillon -- outbox                 lists open events, and parked ones with their last error
//   npm run carillon -- outbox retry [ID ...]  makes the relay try parked events now: these, or all
//   npm run carillon -- counters               lists stored counters that differ from the rows they count
//   npm run carillon -- counters repair        counts again and corrects those
//   npm run carillon -- users suspend HANDLE   hides somebody and ends their sessions, on all open pages at once
//   npm run carillon -- users unsuspend HANDLE shows them again
//   npm run carillon -- users end-sessions HANDLE signs somebody out everywhere, and ends their streams at once
//   npm run carillon -- users show HANDLE      shows an account, its counts and its latest sessions
//   npm run carillon -- users list [WORD]      lists the newest accounts, or those with this word in handle, name or e-mail
//   npm run carillon -- demo remove            deletes the accounts of the demo village, on all open pages at once
// With --json the output is for programs. With --dry-run what changes accounts says what would change, and change nothing.

import { existsSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { removeDemo } from './remove-demo.mjs'
import { listUsers, showUser, writeUser } from './show-users.mjs'
import { endSessions, setSuspended } from './users.mjs'

const USAGE = `usage: npm run carillon -- (outbox [retry [ID ...]] | counters [repair]
  | users (suspend | unsuspend | end-sessions) HANDLE [--dry-run] | users (show HANDLE | list [WORD]) | demo remove [--dry-run]) [--json]`

/** @typedef {Record<string, unknown>} Row */

/** @param {(client: pg.Client) => Promise<Row[]>} work */
async function withClient(work) {
  if (!process.env.DATABASE_URL && existsSync('.env')) process.loadEnvFile('.env')
  if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL is missing: set it, or copy .env.example to .env')
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** @param {string} text @param {unknown[]} [values] */
const ask = (text, values = []) => withClient(async (client) => (await client.query(text, values)).rows)

const DRIFT = readFileSync(new URL('../lib/postgres/counter-drift.sql', import.meta.url), 'utf8')

/**
 * The first statements lock the rows, so that no change is missed between counting and writing. People before posts, like
 * every transaction of the site that locks both: else two could wait for each other. `updatedAt` grows by
 * the expression of lib/posts/newer-updated-at.ts: change both.
 */
const REPAIRS = [
  `SELECT id FROM "User" WHERE id = ANY ($1::bigint[]) OR id IN
     (SELECT "recipientId" FROM "NotificationGroup" WHERE id = ANY ($1)) ORDER BY id FOR NO KEY UPDATE`,
  `SELECT id FROM "Post" WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
  `UPDATE "Post" p SET "likeCount" = (SELECT count(*) FROM "Like" l JOIN "User" u ON u.id = l."userId"
       WHERE l."postId" = p.id AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL),
     "commentCount" = (SELECT count(*) FROM "Comment" c JOIN "User" u ON u.id = c."authorId"
       WHERE c."postId" = p.id AND c."deletedAt" IS NULL AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL),
     "updatedAt" = GREATEST(clock_timestamp(), "updatedAt" + interval '1 millisecond')
   WHERE id = ANY ($1::bigint[])`,
  `UPDATE "NotificationGroup" g SET version = u."notificationVersion" + 1,
     "actorCount" = (SELECT count(*) FROM "NotificationGroupActor" x WHERE x."groupId" = g.id)
   FROM "User" u WHERE g.id = ANY ($1::bigint[]) AND u.id = g."recipientId"`,
  `UPDATE "User" u SET "notificationVersion" = "notificationVersion" + 1,
     "unseenNotifications" = LEAST(100, (SELECT count(*) FROM "NotificationGroup" g WHERE g."recipientId" = u.id
       AND g."actorCount" > 0 AND g."readAt" IS NULL AND g."archivedAt" IS NULL AND g."lastSeq" > u."seenUpTo")),
     "unreadNotifications" = LEAST(100, (SELECT count(*) FROM "NotificationGroup" g WHERE g."recipientId" = u.id
       AND g."actorCount" > 0 AND g."readAt" IS NULL AND g."archivedAt" IS NULL))
   WHERE id = ANY ($1::bigint[]) OR id IN (SELECT "recipientId" FROM "NotificationGroup" WHERE id = ANY ($1))`,
]

/** The metric shows the result of the last recount (lib/postgres/counter-drift.ts). It must not wait for the next night. */
const STORE_RESULT = `UPDATE "NightlyRun" SET result = $1 WHERE task = 'recount-counters'`

const repair = () =>
  withClient(async (client) => {
    const { rows } = await client.query(DRIFT)
    await client.query('BEGIN')
    for (const text of REPAIRS) await client.query(text, [rows.map(({ id }) => id)])
    await client.query('COMMIT')
    const { rowCount } = await client.query(DRIFT)
    await client.query(STORE_RESULT, [rowCount])
    return rows
  })

const listOpen = () =>
  ask(`SELECT id, queue, type, payload, attempts, "createdAt", "dueAt", "parkedAt", "lastError" FROM "OutboxEvent"
       WHERE "doneAt" IS NULL ORDER BY "parkedAt" NULLS LAST, id LIMIT 200`)

/** @param {string[]} ids when there are none, all parked events are retried */
const retry = (ids) =>
  ask(
    `UPDATE "OutboxEvent" SET "dueAt" = now()
     WHERE "doneAt" IS NULL AND "parkedAt" IS NOT NULL AND (cardinality($1::bigint[]) = 0 OR id = ANY ($1)) RETURNING id`,
    [ids],
  )

const OPTIONS = ['--json', '--dry-run']
const words = process.argv.slice(2).filter((word) => !OPTIONS.includes(word))
const dryRun = process.argv.includes('--dry-run')
const [noun, verb, ...rest] = words

/** @param {boolean} suspended */
const suspending = (suspended) => ({
  accepts: rest.length === 1,
  run: () => withClient((client) => setSuspended(client, `${rest[0]}`, { suspended, dryRun })),
})

/** @type {Record<string, { accepts: boolean, run: () => Promise<Row[]>, write?: (row: Row) => string } | undefined>} */
const commands = {
  outbox: { accepts: rest.length === 0 && !dryRun, run: listOpen },
  'outbox retry': { accepts: rest.every((id) => /^\d+$/.test(id)) && !dryRun, run: () => retry(rest) },
  counters: { accepts: rest.length === 0 && !dryRun, run: () => ask(DRIFT) },
  'counters repair': { accepts: rest.length === 0 && !dryRun, run: repair },
  'users suspend': suspending(true),
  'users unsuspend': suspending(false),
  'users end-sessions': {
    accepts: rest.length === 1,
    run: () => withClient((client) => endSessions(client, `${rest[0]}`, { dryRun })),
  },
  'users show': {
    accepts: rest.length === 1 && !dryRun,
    run: () => withClient((client) => showUser(client, `${rest[0]}`)),
    write: writeUser,
  },
  'users list': { accepts: rest.length <= 1 && !dryRun, run: () => withClient((client) => listUsers(client, rest[0])) },
  'demo remove': { accepts: rest.length === 0, run: () => withClient((client) => removeDemo(client, { dryRun })) },
}
const command = commands[verb === undefined ? `${noun}` : `${noun} ${verb}`]
if (!command?.accepts) {
  console.error(USAGE)
  process.exit(2)
}
try {
  const rows = await command.run()
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows))
  else if (rows.length === 0) console.log('nothing')
  else if (command.write) console.log(rows.map(command.write).join('\n'))
  else console.table(rows.map(({ payload, ...row }) => (payload ? { ...row, payload: JSON.stringify(payload) } : row)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
