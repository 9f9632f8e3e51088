import { expect, it } from 'vitest'
import { dice } from './support/dice'
import { drained, expectNothingLost } from './support/inspect'
import { startPosting } from './support/post-attempts'
import { liveAgain } from './support/recovery'
import { request } from './support/request'
import { type Site, startSite } from './support/site'
import { pause } from './support/waiting'

/** Milliseconds for which PostgreSQL refuses. */
const REFUSES_FOR = 4_000
const LIVE_WITHIN = 30_000

/** People post while PostgreSQL refuses in some way. `refuse` returns how to end it. */
async function whilePostgresRefuses(site: Site, refuse: () => Promise<() => Promise<unknown>>): Promise<void> {
  await site.openScreens()
  const stop = startPosting(site, { authors: site.village.people, everyMs: 50, roll: dice(site.name) })
  await pause(1000)
  const heal = await refuse()
  const until = performance.now() + REFUSES_FOR
  const [reader] = site.village.people
  while (performance.now() < until) {
    const { status } = await request(`${site.address}/api/feed`, { cookie: reader?.cookie })
    expect([200, 503]).toContain(status)
    await pause(100)
  }
  await heal()
  await stop()
  const live = await liveAgain(site, LIVE_WITHIN)
  const all = await drained(site)
  console.log(
    `chaos: ${site.name}: live again after ${(live / 1000).toFixed(1)} s, all after ${(all / 1000).toFixed(1)} s`,
  )
  const { rows } = await site.pool.query(`SELECT type, "lastError" FROM "OutboxEvent" WHERE "parkedAt" IS NOT NULL`)
  expect(rows).toEqual([])
  await expectNothingLost(site)
}

it('PostgreSQL only reads, as a replica does: writing waits, nothing is parked and nothing lost', async () => {
  const site = await startSite({ name: 'PostgreSQL read-only', ownPostgres: true })
  const setReadOnly = async (value: 'on' | 'off') => {
    await site.pool.query(`ALTER SYSTEM SET default_transaction_read_only = ${value}`)
    await site.pool.query(`SELECT pg_reload_conf()`)
  }
  await whilePostgresRefuses(site, async () => {
    await setReadOnly('on')
    return () => setReadOnly('off')
  })
})

it('PostgreSQL cancels statements: they are tried again, nothing is parked and nothing lost', async () => {
  const site = await startSite({ name: 'PostgreSQL cancelling', ownPostgres: true })
  await whilePostgresRefuses(site, async () => {
    const cancelling = setInterval(
      () =>
        void site.pool
          .query(
            `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state <> 'idle' AND pid <> pg_backend_pid()`,
          )
          .catch(() => undefined),
      5,
    )
    return async () => clearInterval(cancelling)
  })
})
