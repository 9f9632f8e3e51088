import { afterEach, expect, it, vi } from 'vitest'
import { bellState, comment, follow, like, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { drain } from '../../support/jobs'
import { people } from '../../support/people'
import { query } from '../../support/query'

const DAY = 24 * 3600_000

afterEach(() => void vi.useRealTimers())

it.each([2, -2])(
  'what is written has the time of the database when the clock of this process is %i days off',
  async (days) => {
    const [ana, ben] = await people('Ana', 'Ben')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * DAY })
    await follow(ben, ana)
    const written = await post(ana, 'on time')
    await comment(ben, written)
    await like(ben, written)
    await drain()
    await expect.poll(async () => (await bellState(ana)).unread).toBeGreaterThan(0)
    const tables = await query<{ table: string }>(
      `SELECT table_name AS table FROM information_schema.columns WHERE column_name = 'createdAt' AND table_schema = 'public'`,
    )
    for (const { table } of tables) {
      const [row] = await query<{ age: number }>(
        `SELECT coalesce(max(abs(extract(epoch FROM now() - "createdAt"))), 0)::float8 AS age FROM "${table}"`,
      )
      expect({ table, old: (row?.age ?? 0) > 3600 }).toEqual({ table, old: false })
    }
  },
)

it('an idempotency key holds for a day of the database, whatever the clock of this process says', async () => {
  const [ana] = await people('Ana')
  const postOnce = async () =>
    (await ask.post(ana, { text: 'once', audience: 'public' }, { headers: { 'idempotency-key': 'of-ana' } })).body.post
      .id
  const first = await postOnce()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY })
  expect(await postOnce()).toBe(first)
  vi.useRealTimers()
  await query(`UPDATE "IdempotencyKey" SET "createdAt" = now() - interval '25 hours'`)
  expect(await postOnce()).not.toBe(first)
})
