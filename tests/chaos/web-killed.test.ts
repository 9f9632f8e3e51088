import { expect, it } from 'vitest'
import { pick } from '../support/dice'
import { dice, ROUNDS } from './support/dice'
import { expectNothingLost } from './support/inspect'
import { attemptPost, repeatAttempt } from './support/post-attempts'
import { liveAgain } from './support/recovery'
import { type Site, startSite, type Tapped } from './support/site'
import type { Moment } from './support/tap'
import { until } from './support/waiting'

/** Milliseconds in which new posts must arrive on open screens again after the last kill. */
const LIVE_WITHIN = 15_000

/** How many events the relay enqueued. */
async function relayed({ pool }: Site): Promise<number> {
  const { rows } = await pool.query('SELECT count(*)::int AS relayed FROM "OutboxEvent" WHERE attempts > 0')
  return rows[0].relayed
}

it('a post that was answered with 201 is delivered, also when web is killed at the moment of the answer', async () => {
  const site = await startSite({ name: 'web killed at its 201' })
  const roll = dice('web at 201')
  await site.openScreens()
  const { web } = site
  web.program.restarts = true
  const killAt = (status: number) => {
    if (status === 201) web.program.kill9()
  }
  for (let round = 0; round < 3 * ROUNDS; round++) {
    expect((await attemptPost(site, { author: pick(roll, site.village.people), onStatus: killAt })).outcome).toBe('ok')
    await web.program.isBack()
  }
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const authors = Array.from({ length: 8 }, () => pick(roll, site.village.people))
    await Promise.all(authors.map((author) => attemptPost(site, { author, onStatus: killAt })))
    await web.program.isBack()
  }
  await liveAgain(site, LIVE_WITHIN)
  await expectNothingLost(site)
})

const STEPS: [string, (web: Tapped) => Tapped['toRedis'], RegExp][] = [
  ['stores the post', ({ toPostgres }) => toPostgres, /INSERT INTO "Post"/],
  ['stores the event', ({ toPostgres }) => toPostgres, /INSERT INTO "OutboxEvent"/],
  ['stores the key', ({ toPostgres }) => toPostgres, /INSERT INTO \S*"IdempotencyKey"/],
  ['commits', ({ toPostgres }) => toPostgres, /COMMIT/],
  ['enqueues the event', ({ toRedis }) => toRedis, /event-\d+-0/],
]
const MOMENTS: Moment[] = ['before', 'after']

it('at whatever step web is killed, the post is stored completely or not at all, and once when the request is sent again', async () => {
  const site = await startSite({ name: 'web killed between its steps' })
  const roll = dice('web steps')
  await site.openScreens()
  const { web } = site
  web.program.restarts = true
  for (const [index, [step, wire, pattern]] of STEPS.entries()) {
    for (const moment of MOMENTS) {
      const fallen = wire(web).trap(pattern, moment, () => web.program.kill9())
      const key = `${index} ${moment}`
      const operation = await attemptPost(site, { author: pick(roll, site.village.people), key })
      await until(`web died ${moment} it ${step}`, 5000, fallen)
      await web.program.isBack()
      await repeatAttempt(site, operation, { key })
      expect(operation.outcome, `sent again after web died ${moment} it ${step}`).toBe('ok')
    }
  }
  // The relay looks three seconds after the commit.
  await expect.poll(() => relayed(site), { timeout: 15_000 }).toBeGreaterThan(0)
  await liveAgain(site, LIVE_WITHIN)
  await expectNothingLost(site)
})
