import { demoLogins, isDemoOpen, needsDemo, seedDemo } from './demo.mjs'
import { installDependencies } from './dependencies.mjs'
import { providePostgres, provideRedis } from './services.mjs'
import { authSecret, chooseOperationsPort, requireFreePort } from './settings.mjs'
import { Refusal, step } from './steps.mjs'

/** @typedef {import('./settings.mjs').Settings} Settings */

/**
 * Provides what the site needs to run: dependencies, services, tables, and users in an empty database. Returns the
 * environment of its processes and the logins of the demo users.
 * @param {Settings} settings
 * @returns {Promise<{ env: NodeJS.ProcessEnv, logins: string[] }>}
 */
export async function prepare(settings) {
  const { given, dataDir, port } = settings
  await requireFreePort('PORT', port)
  const operationsPort = await chooseOperationsPort(settings)
  await step('dependencies', () => installDependencies())
  let databaseUrl = ''
  let redisUrl = ''
  await step('PostgreSQL', async (note) => {
    const { url, summary } = await providePostgres(settings, note)
    databaseUrl = url
    return summary
  })
  await step('Redis', async (note) => {
    const { url, summary } = await provideRedis(settings, note)
    redisUrl = url
    return summary
  })
  await step('tables', () => migrateNow(databaseUrl))
  await step('demo village', async (note) => {
    if (!isThisMachine(siteUrl(settings))) return refuseDemo({ databaseUrl, given, note })
    if (!(await needsDemo(databaseUrl))) return 'people live here already'
    return seedDemo({ ...given, DATABASE_URL: databaseUrl })
  })
  const env = {
    ...given,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SITE_URL: siteUrl(settings),
    AUTH_SECRET: authSecret(settings),
    PORT: String(port),
    OPERATIONS_PORT: String(operationsPort),
    DATA_DIR: dataDir,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  return { env, logins: isThisMachine(env.SITE_URL) ? await demoLogins(databaseUrl) : [] }
}

/**
 * The public address of the site. When SITE_URL (from .env) is on this machine and names another port than PORT (given for
 * this start), PORT wins.
 * @param {Settings} settings
 */
export function siteUrl({ given, port }) {
  const here = `http://localhost:${port}`
  if (!given.SITE_URL || !URL.canParse(given.SITE_URL)) return given.SITE_URL ?? here
  return isThisMachine(given.SITE_URL) ? `http://${new URL(given.SITE_URL).hostname}:${port}` : given.SITE_URL
}

/** @param {string} address */
function isThisMachine(address) {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/**
 * The password of the demo people is in this repository, so a site that others can reach has none of them.
 * @param {{ databaseUrl: string, given: NodeJS.ProcessEnv, note: (line: string) => void }} site
 */
async function refuseDemo({ databaseUrl, given, note }) {
  if (await isDemoOpen(databaseUrl)) {
    // Commands read DATABASE_URL. The address of a database that is started here has a random password, which nobody knows by heart.
    const where = given.DATABASE_URL ? '' : `DATABASE_URL='${databaseUrl}' `
    note('People of the demo village can sign in here, with a password that everybody knows.')
    note(`Remove them: ${where}npm run carillon -- demo remove`)
  }
  return 'none, because others can reach SITE_URL'
}

/** @param {string} url */
async function migrateNow(url) {
  const { migrate } = await import('../migrate.mjs')
  try {
    const names = await migrate(url)
    return names.length === 0 ? 'up to date' : `applied ${names.join(', ')}`
  } catch (cause) {
    throw new Refusal(
      `The database of DATABASE_URL cannot be brought up to date: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
  }
}
