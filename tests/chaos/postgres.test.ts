import { expect, it } from 'vitest'
import { dice, ROUNDS } from './support/dice'
import { expectNothingLost } from './support/inspect'
import { startPosting } from './support/post-attempts'
import { liveAgain } from './support/recovery'
import { request } from './support/request'
import { type Site, startSite } from './support/site'
import { pause, until } from './support/waiting'

/** Milliseconds: how soon a request must be refused while there is no database, and served once there is, on a busy machine. */
const REFUSED_WITHIN = 2000 + 1500
const SERVED_WITHIN = 10_000
/** Five attempts, with 0.5, 1, 2 and 4 seconds between them at most. */
const LONGER_THAN_A_JOB_IS_TRIED = 9_000
const LIVE_WITHIN = 30_000

/** A feed asked for while the database is away is refused soon, with the time to try again. */
async function expectRefusalToTryLater(site: Site): Promise<void> {
  const [reader] = site.village.people
  const began = performance.now()
  const { status, headers, body } = await request(`${site.address}/api/feed`, { cookie: reader?.cookie })
  expect(performance.now() - began).toBeLessThan(REFUSED_WITHIN)
  expect({ status, code: body.error?.code }).toEqual({ status: 503, code: 'database_away' })
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
}

it('PostgreSQL is killed, and shut down, while people post: requests are refused for a short time, no process ends, nothing is lost', async () => {
  const site = await startSite({ name: 'PostgreSQL restarted', ownPostgres: true })
  const { postgres } = site
  if (!postgres) throw new Error('this site has no PostgreSQL of its own')
  const [reader] = site.village.people
  await site.openScreens()
  const stop = startPosting(site, { authors: site.village.people, everyMs: 100, roll: dice('postgres') })
  const isServed = async () => (await request(`${site.address}/api/me`, { cookie: reader?.cookie })).status === 200
  for (let round = 0; round < ROUNDS; round++) {
    for (const end of ['kill9', 'shutDown'] as const) {
      await pause(1000)
      await postgres[end]()
      await expectRefusalToTryLater(site)
      await postgres.start()
      await until(`people are served again after ${end}`, SERVED_WITHIN, isServed)
    }
  }
  const ms = await liveAgain(site, LIVE_WITHIN)
  console.log(`chaos: PostgreSQL: live again after ${(ms / 1000).toFixed(1)} s`)
  await stop()
  await expectNothingLost(site)
})

it('PostgreSQL is away for longer than a job is tried: open events go on at once when it is back', async () => {
  const site = await startSite({ name: 'PostgreSQL away', ownPostgres: true })
  const { postgres } = site
  if (!postgres) throw new Error('this site has no PostgreSQL of its own')
  await site.openScreens()
  const stop = startPosting(site, { authors: site.village.people, everyMs: 30, roll: dice('postgres away') })
  await pause(1000)
  await postgres.kill9()
  await pause(LONGER_THAN_A_JOB_IS_TRIED)
  await postgres.start()
  await stop()
  await liveAgain(site, LIVE_WITHIN)
  await expectNothingLost(site)
})

it('PostgreSQL freezes while people post: within two seconds requests are refused, and when it goes on all is as before', async () => {
  const site = await startSite({ name: 'PostgreSQL frozen', ownPostgres: true })
  const { postgres } = site
  if (!postgres) throw new Error('this site has no PostgreSQL of its own')
  await site.openScreens()
  const stop = startPosting(site, { authors: site.village.people, everyMs: 100, roll: dice('postgres frozen') })
  for (let round = 0; round < ROUNDS; round++) {
    await pause(1000)
    postgres.freeze()
    for (const _ of [1, 2, 3]) await expectRefusalToTryLater(site)
    postgres.thaw()
    const isServed = async () =>
      (await request(`${site.address}/api/me`, { cookie: site.village.people[0]?.cookie })).status === 200
    await until('people are served again', SERVED_WITHIN, isServed)
  }
  const ms = await liveAgain(site, LIVE_WITHIN)
  console.log(`chaos: PostgreSQL frozen: live again after ${(ms / 1000).toFixed(1)} s`)
  await stop()
  await expectNothingLost(site)
})
