import { expect, it } from 'vitest'
import { pick } from '../support/dice'
import { dice, ROUNDS } from './support/dice'
import { expectNothingLost } from './support/inspect'
import { attemptPost, repeatAttempt } from './support/post-attempts'
import { liveAgain } from './support/recovery'
import { type Site, startSite } from './support/site'
import { until } from './support/waiting'

/** Milliseconds: the breaker answers at once or after 300; a busy machine adds to it. */
const REFUSED_WITHIN = 300 + 1500
const LIVE_WITHIN = 30_000

const startStrictSite = (name: string) => startSite({ name, env: { QUEUE_FAILURE_POLICY: 'rollback' } })

/** Six people try to post, one after the other. All are refused soon, and nothing is stored. */
async function expectRefusals(site: Site): Promise<void> {
  const before = await rows(site)
  for (const author of site.village.people.slice(0, 6)) {
    const { outcome, sentAt, endedAt } = await attemptPost(site, { author })
    expect(outcome).toBe('failed')
    expect(endedAt - sentAt).toBeLessThan(REFUSED_WITHIN)
  }
  expect(await rows(site)).toEqual(before)
}

async function rows({ pool }: Site) {
  const tables = ['Post', 'OutboxEvent', 'IdempotencyKey']
  const counts = await Promise.all(tables.map((table) => pool.query(`SELECT count(*)::int AS n FROM "${table}"`)))
  return counts.map(({ rows: [row] }) => row.n)
}

it('under QUEUE_FAILURE_POLICY=rollback a post that cannot be queued is refused with 503, and nothing of it is stored', async () => {
  const site = await startStrictSite('rollback')
  await site.openScreens()
  await liveAgain(site, LIVE_WITHIN)
  await site.redis.kill9()
  await expectRefusals(site)
  await site.redis.start()
  await liveAgain(site, LIVE_WITHIN)
  site.redis.freeze()
  await expectRefusals(site)
  site.redis.thaw()
  await liveAgain(site, LIVE_WITHIN)
  await expectNothingLost(site)
})

// It waits half a minute until the job is dropped, so it runs only when more rounds are asked for.
if (ROUNDS > 1)
  it('a job whose post was never committed, because web died in between, is dropped', async () => {
    const site = await startStrictSite('rollback killed')
    await site.openScreens()
    const { program, toPostgres } = site.web
    program.restarts = true
    const fallen = toPostgres.trap(/COMMIT/, 'before', () => program.kill9())
    const operation = await attemptPost(site, { author: pick(dice('rollback'), site.village.people), key: 'once more' })
    await until('web died before it committed', 5000, fallen)
    await program.isBack()
    expect(await rows(site)).toEqual([0, 0, 0])
    await repeatAttempt(site, operation, { key: 'once more' })
    expect(operation.outcome).toBe('ok')
    await expectNothingLost(site)
  })
