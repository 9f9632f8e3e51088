import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../services/browser.mjs'
import { freePort } from '../services/ports.mjs'
import { startPostgres } from '../services/postgres.mjs'
import { startRedis } from '../services/redis.mjs'
import { stopAtEnd } from '../up/lifecycle.mjs'
import { startSite } from '../up/site.mjs'

/**
 * Starts the built site on free ports with its own services, and finds a browser. Returns the environment of the browser
 * tests: the addresses of site and services, and the path of the browser.
 */
export async function startTestSite() {
  const log = (/** @type {string} */ line) => console.log(`    ${line}`)
  const folder = mkdtempSync(join(tmpdir(), 'carillon-site-'))
  stopAtEnd({ stop: () => rmSync(folder, { recursive: true, force: true }) })
  const browser = await findBrowser(log)
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), throwaway: true, log })
  const redis = await startRedis({ folder: join(folder, 'redis'), appendOnly: false, log })
  stopAtEnd(postgres, redis)
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

/** A free port whose next one is free too: jobs use the first, web the second. */
async function freePortPair() {
  for (;;) {
    const port = await freePort()
    if ((await freePort(port + 1)) === port + 1) return port
  }
}
