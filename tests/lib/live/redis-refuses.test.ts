import { afterEach, beforeAll, expect, it } from 'vitest'
import { readiness } from '@/lib/http/readiness'
import { relay } from '@/lib/mutation/relay'
import { startRedis } from '@/lib/redis/client'
import { comment, feedTexts, follow, like, post } from '../../support/acts'
import { drain, startJobs } from '../../support/jobs'
import { people } from '../../support/people'
import { query } from '../../support/query'
import { type Refusal, refuseRedis } from '../../support/redis'
import { openStream, waitFor } from '../../support/streams'

/** Milliseconds. */
const HEALED = 30_000
/** Milliseconds for which Redis refuses. The workers fail as often as they can meanwhile. */
const REFUSES_FOR = 1_000

let heal: (() => Promise<void>) | null = null

beforeAll(startRedis)
afterEach(async () => {
  await heal?.()
  heal = null
  await drain()
})

const REFUSALS: Refusal[] = ['MISCONF', 'NOREPLICAS', 'OOM', 'READONLY', 'MASTERDOWN', 'NOAUTH', 'BUSY']

it.each(REFUSALS)(
  'a Redis that answers %s counts as away, and when it is well all is as before',
  { timeout: 90_000 },
  async (refusal) => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    const atBen = await openStream(ben)
    await startJobs()
    const before = await post(ana, 'before')
    await drain()
    await waitFor(() => atBen.texts().length === 1)

    heal = await refuseRedis(refusal)
    const until = performance.now() + REFUSES_FOR
    const written: string[] = []
    while (performance.now() < until) {
      const text = `meanwhile ${written.length}`
      await post(ana, text)
      written.push(text)
      expect(await feedTexts(ana)).toContain(text)
      await expect.poll(async () => (await feedTexts(ben))[0], { timeout: 3_000 }).toBe(text)
      await like(ben, before)
      await comment(ben, before)
      await openStream(ben).then((stream) => stream.close())
      expect((await readiness()).redis).toBe('away')
      await relay().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    await heal()
    heal = null
    await expect.poll(async () => (await readiness()).redis, { timeout: HEALED }).toBe('ok')
    await expect
      .poll(
        async () => {
          await relay()
          return query(
            `SELECT type, attempts, "lastError" FROM "OutboxEvent" WHERE "doneAt" IS NULL OR "parkedAt" IS NOT NULL`,
          )
        },
        { timeout: HEALED, interval: 250 },
      )
      .toEqual([])
    await post(ana, 'live again')
    await expect.poll(() => atBen.texts(), { timeout: HEALED }).toContain('live again')
    expect(await feedTexts(ben)).toEqual(['live again', ...written.toReversed(), 'before'])
    expect(atBen.ended()).toBe(false)
  },
)
