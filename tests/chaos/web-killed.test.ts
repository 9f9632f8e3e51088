import { expect, it } from 'vitest'
import { pick } from '../support/dice'
import { dice, ROUNDS } from './support/dice'
import { expectNothingLost } from './support/inspect'
import { until } from './support/patience'
import { post, send } from './support/posting'
import { liveAgain } from './support/recovery'
import { type Site, startSite, type Tapped } from './support/site'
import type { Moment } from './support/tap'

/** Milliseconds in which readers must hear of new posts again after the last kill. */
const LIVE_WITHIN = 15_000

/** How many posts only the relay could bring to the queue. */
async function relayed({ pool }: Site): Promise<number> {
  const { rows } = await pool.query('SELECT count(*)::int AS relayed FROM "OutboxEvent" WHERE attempts > 0')
  return rows[0].relayed
}

it('whoever was told that their post is stored, finds it delivered, though web was killed at that very moment', async () => {
  const site = await startSite({ name: 'web killed at its 201' })
  const roll = dice('web at 201')
  await site.openScreens()
  const { web } = site
  web.program.keptUp = true
  const killAt = (status: number) => {
    if (status === 201) web.program.kill9()
  }
  for (let round = 0; round < 3 * ROUNDS; round++) {
    expect((await post(site, { author: pick(roll, site.village.people), onStatus: killAt })).outcome).toBe('ok')
    await web.program.isBack()
  }
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const authors = Array.from({ length: 8 }, () => pick(roll, site.village.people))
    await Promise.all(authors.map((author) => post(site, { author, onStatus: killAt })))
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
  ['hands over', ({ toRedis }) => toRedis, /event-\d+-0/],
]
const MOMENTS: Moment[] = ['before', 'after']

it('a post is stored whole or not at all, and once, wherever web is killed and the request sent again', async () => {
  const site = await startSite({ name: 'web killed between its steps' })
  const roll = dice('web steps')
  await site.openScreens()
  const { web } = site
  web.program.keptUp = true
  for (const [index, [step, wire, pattern]] of STEPS.entries()) {
    for (const moment of MOMENTS) {
      const fallen = wire(web).trap(pattern, moment, () => web.program.kill9())
      const key = `${index} ${moment}`
      const operation = await post(site, { author: pick(roll, site.village.people), key })
      await until(`web died ${moment} it ${step}`, 5000, fallen)
      await web.program.isBack()
      await send(site, operation, { key })
      expect(operation.outcome, `sent again after web died ${moment} it ${step}`).toBe('ok')
    }
  }
  // The relay looks three seconds after the commit.
  await expect.poll(() => relayed(site), { timeout: 15_000 }).toBeGreaterThan(0)
  await liveAgain(site, LIVE_WITHIN)
  await expectNothingLost(site)
})
