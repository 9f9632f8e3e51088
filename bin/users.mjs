// The commands of bin/carillon.mjs for accounts, and what every command that hides an account does.
import { userInfo } from 'node:os'

/** @typedef {import('pg').Client} Client */

const FIND = `SELECT id, handle, name, "suspendedAt", "deletedAt" FROM "User" WHERE lower(handle) = lower($1)`

const SUSPEND = `UPDATE "User" SET "suspendedAt" = now(), "profileVersion" = "profileVersion" + 1
  WHERE id = $1 AND "suspendedAt" IS NULL RETURNING id`
const UNSUSPEND = `UPDATE "User" SET "suspendedAt" = NULL, "profileVersion" = "profileVersion" + 1
  WHERE id = $1 AND "suspendedAt" IS NOT NULL RETURNING id`

export const END_SESSIONS = `UPDATE "Session" SET "endedAt" = now() WHERE "userId" = $1 AND "endedAt" IS NULL`

/**
 * The jobs of these events end the streams of the person, change all open pages, and count likes and comments again. Due now: the
 * relay enqueues them.
 */
export const RECORD_STANDING = `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt")
  SELECT queue, type, jsonb_build_object('userId', $1::bigint::text), now()
  FROM (VALUES ('graph', 'person.changed'), ('standing', 'standing.changed')) AS event (queue, type)`

const RECORD_SESSIONS_ENDED = `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt")
  VALUES ('graph', 'sessions.ended', jsonb_build_object('userId', $1::bigint::text), now())`

/** @param {Client} client @param {string} handle */
async function findUser(client, handle) {
  const { rows } = await client.query(FIND, [handle])
  if (!rows[0]) throw new Error(`there is no user @${handle}`)
  return rows[0]
}

/**
 * Suspends an account or ends that, in one transaction with the events that change open pages and counts. Idempotent: nothing is written
 * and no event recorded when it is so already. `dryRun`: says what would change.
 *
 * @param {Client} client
 * @param {string} handle
 * @param {{ suspended: boolean, dryRun: boolean }} wanted
 */
export async function setSuspended(client, handle, { suspended, dryRun }) {
  await client.query('BEGIN')
  const user = await findUser(client, handle)
  const { rowCount } = await client.query(suspended ? SUSPEND : UNSUSPEND, [user.id])
  const changed = rowCount === 1
  const ended = changed && suspended ? ((await client.query(END_SESSIONS, [user.id])).rowCount ?? 0) : 0
  if (changed) await client.query(RECORD_STANDING, [user.id])
  await client.query(dryRun ? 'ROLLBACK' : 'COMMIT')
  if (changed && !dryRun) audit(suspended ? 'suspended' : 'unsuspended', user)
  return [{ id: user.id, handle: user.handle, suspended, changed, sessionsEnded: ended, dryRun }]
}

/**
 * Ends all sessions of an account, in one transaction with the event that ends their streams. Its owner can sign in again. Idempotent.
 * `dryRun`: says how many would end.
 *
 * @param {Client} client
 * @param {string} handle
 * @param {{ dryRun: boolean }} how
 */
export async function endSessions(client, handle, { dryRun }) {
  await client.query('BEGIN')
  const user = await findUser(client, handle)
  const ended = (await client.query(END_SESSIONS, [user.id])).rowCount ?? 0
  if (ended > 0) await client.query(RECORD_SESSIONS_ENDED, [user.id])
  await client.query(dryRun ? 'ROLLBACK' : 'COMMIT')
  if (ended > 0 && !dryRun) audit('signed out', user)
  return [{ id: user.id, handle: user.handle, sessionsEnded: ended, dryRun }]
}

/**
 * Who did what to whom, as a line for the log of the operator's machine. On stderr, so that --json stays readable.
 *
 * @param {string} done
 * @param {{ id: string, handle: string }} user
 */
export function audit(done, { id, handle }) {
  console.error(
    JSON.stringify({ time: new Date().toISOString(), audit: `user ${done}`, id, handle, by: nameOfOperator() }),
  )
}

function nameOfOperator() {
  try {
    return userInfo().username
  } catch {
    // A container may run as a user without a name.
    return 'unknown'
  }
}
