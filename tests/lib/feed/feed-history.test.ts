import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { AUDIENCES } from '@/lib/shared/schemas'
import { poll } from '../../support/acts'
import { lookForOpenFanOutsNow, whileRedisIsAway } from '../../support/away'
import { query } from '../../support/query'
import { STEP_NAMES, shown, Village, walk } from './village'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const RUNS = Number(process.env.RUNS ?? 12)

const who = fc.nat({ max: 3 })
const which = fc.nat({ max: 999 })
const audience = fc.constantFrom(...AUDIENCES)

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('post' as const), who, audience }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), which, times: fc.integer({ min: 1, max: 2 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('relate' as const), who, other: who, step: fc.constantFrom(...STEP_NAMES) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), which, audience }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), who, limit: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

beforeAll(startRedis)

it(`after any history, each page is the same with timelines and without, and is what the reader may see (SEED=${seed})`, async () => {
  const history = fc.array(step, { minLength: 20, maxLength: 60, size: 'max' })
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const village = await Village.found()
      for (let a = 0; a < 4; a++) await village.relate('follow', a, (a + 1) % 4)
      for (const one of steps) await take(village, one)
      for (let reader = 0; reader < 4; reader++) await compare(village, reader, 3)
      await village.deliverAll()
      for (let reader = 0; reader < 4; reader++) await compare(village, reader, 4)
    }),
    { seed, numRuns: RUNS },
  )
}, 180_000)

async function take(village: Village, one: Step): Promise<void> {
  const { posts } = village.model
  const chosen = 'which' in one ? posts[one.which % posts.length] : undefined
  if (one.do === 'post') return village.post(one.who, one.audience)
  if (one.do === 'relate') return village.relate(one.step, one.who, one.other)
  if (one.do === 'forget') return village.forget(one.who)
  if (one.do === 'flush') return void (await redis.flushall())
  if (one.do === 'read') return compare(village, one.who, one.limit)
  if (one.do === 'deliver') {
    const open = await village.open()
    return village.deliver(open[one.which % open.length], one.times)
  }
  if (!chosen) return
  if (one.do === 'edit') return village.edit(chosen, one.audience)
  if (one.do === 'delete') return village.deletePost(chosen)
  return village.restore(chosen)
}

/** Compares the feed by timeline, by PostgreSQL alone, and by the model. Fan-outs that have not run count as open for a day. */
async function compare(village: Village, reader: number, limit: number): Promise<void> {
  await query(`UPDATE "OutboxEvent" SET "createdAt" = now() - interval '1 day' WHERE "doneAt" IS NULL`)
  lookForOpenFanOutsNow()
  const person = village.one(reader)
  const byTimeline = await walk(person, limit)
  expect(byTimeline[0]?.position).toMatch(/:\d+$/)
  const bySql = await whileRedisIsAway(() => walk(person, limit))
  expect(bySql[0]?.position).toBeNull()
  expect(shown(byTimeline)).toEqual(shown(bySql))
  const wanted = village.model.feedOf(reader)
  expect(byTimeline.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(wanted)
  const fresh = await poll(person, byTimeline[0]?.position)
  expect(fresh.items.filter(({ id }) => !wanted.includes(id))).toEqual([])
}
