// The command of bin/carillon.mjs that removes the people of the demo village.
import { demoEmail } from '../prisma/demo/login.mjs'
import { PEOPLE } from '../prisma/demo/people.mjs'
import { audit, END_SESSIONS, RECORD_STANDING } from './users.mjs'

/** @typedef {import('pg').Client} Client */
/** @typedef {{ id: string, handle: string }} User */

const FIND = `SELECT id, handle FROM "User" WHERE email = ANY ($1) AND "deletedAt" IS NULL ORDER BY id`

const REMOVE = `UPDATE "User" SET "deletedAt" = now(), "passwordHash" = NULL, "profileVersion" = "profileVersion" + 1
  WHERE id = $1 AND "deletedAt" IS NULL RETURNING id`

/**
 * Deletes the accounts of the demo village, whose password is in this repository, and hides all that they wrote. Whoever has
 * joined since stays. Idempotent, account by account: when it is stopped, the next run removes the rest. `dryRun`: says who would
 * be removed.
 *
 * @param {Client} client
 * @param {{ dryRun: boolean }} how
 */
export async function removeDemo(client, { dryRun }) {
  /** @type {{ rows: User[] }} */
  const { rows } = await client.query(FIND, [PEOPLE.map(({ handle }) => demoEmail(handle))])
  const results = []
  for (const user of rows) results.push(await remove(client, user, dryRun))
  return results
}

/** @param {Client} client @param {User} user @param {boolean} dryRun */
async function remove(client, user, dryRun) {
  await client.query('BEGIN')
  const { rowCount } = await client.query(REMOVE, [user.id])
  const removed = rowCount === 1
  const ended = removed ? ((await client.query(END_SESSIONS, [user.id])).rowCount ?? 0) : 0
  if (removed) await client.query(RECORD_STANDING, [user.id])
  await client.query(dryRun ? 'ROLLBACK' : 'COMMIT')
  if (removed && !dryRun) audit('removed', user)
  return { id: user.id, handle: user.handle, removed, sessionsEnded: ended, dryRun }
}
