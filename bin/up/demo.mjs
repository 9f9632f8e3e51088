import { DEMO_PASSWORD, demoEmail } from '../../prisma/demo/login.mjs'
import { PEOPLE } from '../../prisma/demo/people.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal } from './steps.mjs'

/** The users whose logins are printed: two friends, and one who follows nobody. */
const SHOWN = ['ana', 'ben', 'cleo']

/**
 * True when the site has no users. The demo is never added to a site that has some.
 * @param {string} url
 */
export async function needsDemo(url) {
  const rows = await ask(url, 'SELECT 1 FROM "User" LIMIT 1', [])
  return rows.length === 0
}

/** @param {NodeJS.ProcessEnv} env */
export async function seedDemo(env) {
  const { status, output } = await run(process.execPath, ['--import', 'tsx', 'prisma/seed.ts'], { env })
  if (status !== 0) throw new Refusal(`The demo village could not be built:\n${lastLines(output)}`)
  return lastLines(output, 1)
}

/**
 * Email and password of the demo users that are in this database.
 * @param {string} url
 * @returns {Promise<string[]>}
 */
export async function demoLogins(url) {
  const rows = await ask(url, `SELECT email ${OPEN} ORDER BY email`, [SHOWN.map(demoEmail)])
  return rows.map(({ email }) => `${String(email).padEnd(28)} ${DEMO_PASSWORD}`)
}

/**
 * True when somebody of the demo can sign in.
 * @param {string} url
 */
export async function isDemoOpen(url) {
  const rows = await ask(url, `SELECT 1 ${OPEN} LIMIT 1`, [PEOPLE.map(({ handle }) => demoEmail(handle))])
  return rows.length > 0
}

const OPEN = 'FROM "User" WHERE email = ANY($1) AND "suspendedAt" IS NULL AND "deletedAt" IS NULL'

/**
 * @param {string} url
 * @param {string} text
 * @param {unknown[]} values
 * @returns {Promise<Record<string, unknown>[]>}
 */
async function ask(url, text, values) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
