import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../services/browser.mjs'
import { freePort } from '../services/ports.mjs'
import { startPostgres } from '../services/postgres.mjs'
import { startRedis } from '../services/redis.mjs'
import { stopsWithUs } from '../up/lifecycle.mjs'
import { startSite } from '../up/site.mjs'

/**
 * Starts the built site on free ports with services of its own, and finds a browser. Returns what the browser tests need
 * to know: where the site is, its services and processes, and which browser to use.
 */
export async function startTestSite() {
  const log = (/** @type {string} */ line) => console.log(`    ${line}`)
  const folder = mkdtempSync(join(tmpdir(), 'carillon-site-'))
  stopsWithUs({ stop: () => rmSync(folder, { recursive: true, force: true }) })
  const browser = await findBrowser(log)
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), throwaway: true, log })
  const redis = await startRedis({ folder: join(folder, 'redis'), appendOnly: false, log })
  stopsWithUs(postgres, redis)
  const { migrate } = await import('../migrate.mjs')
  await migrate(postgres.url)
  const port = await freePort()
  const env = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    SITE_URL: `http://localhost:${port}`,
    AUTH_SECRET: randomBytes(48).toString('base64'),
    PORT: String(port),
    OPERATIONS_PORT: String(await freePortPair()),
    LOG_LEVEL: 'warn',
  }
  await startSite({
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    args: { web: ['dist/web.js'], jobs: ['dist/jobs.js'] },
    logs: null,
    log,
  })
  return { ...env, BASE_URL: env.SITE_URL, CHROMIUM_PATH: browser }
}

/** Jobs take the first of two neighbouring ports, web the second. */
async function freePortPair() {
  for (;;) {
    const port = await freePort()
    if ((await freePort(port + 1)) === port + 1) return port
  }
}
