import { beforeAll, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { pick, seededDice } from '../../support/dice'
import { type Person, person } from '../../support/people'
import { query } from '../../support/query'
import { del, put, type Step } from './ask'

beforeAll(() => startRedis())

const STEPS: Step[] = ['follow', 'friendship', 'block', 'mute']

async function rowsBetween(ana: Person, ben: Person) {
  const [row] = await query<{ follows: bigint; friends: bigint; pending: bigint; blocks: bigint }>(
    `SELECT (SELECT count(*) FROM "Follow" WHERE ("followerId", "followeeId") IN (($1, $2), ($2, $1))) AS follows,
            (SELECT count(*) FROM "Friendship" WHERE "lowId" = $1 AND "highId" = $2 AND "acceptedAt" IS NOT NULL) AS friends,
            (SELECT count(*) FROM "Friendship" WHERE "lowId" = $1 AND "highId" = $2 AND "acceptedAt" IS NULL) AS pending,
            (SELECT count(*) FROM "Block" WHERE ("userId", "otherId") IN (($1, $2), ($2, $1))) AS blocks`,
    [ana.id, ben.id],
  )
  if (!row) throw new Error('no row')
  return row
}

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'twenty changes between Ana and Ben at the same time leave a consistent state (seed %i)',
  async (seed) => {
    const roll = seededDice(seed)
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => {
          const [who, whom] = roll() < 0.5 ? [ana, ben] : [ben, ana]
          return pick(roll, [put, del])(who, pick(roll, STEPS), whom)
        }),
      )
      // 404: the other has blocked them; 422: they have blocked the other.
      for (const { status } of answers) expect([200, 404, 422]).toContain(status)
      const { follows, friends, pending, blocks } = await rowsBetween(ana, ben)
      if (blocks > 0n) expect({ follows, friends, pending }).toEqual({ follows: 0n, friends: 0n, pending: 0n })
      expect(friends + pending).toBeLessThanOrEqual(1n)
      await query(`DELETE FROM "Block" WHERE ("userId", "otherId") IN (($1, $2), ($2::bigint, $1::bigint))`, [
        ana.id,
        ben.id,
      ])
    }
  },
)

test('a block against forty follows and requests from both sides always wins', async () => {
  for (let round = 0; round < 10; round++) {
    const [ana, eve] = [await person('Ana'), await person('Eve')]
    const pushes = Array.from({ length: 10 }, () => [
      put(eve, 'follow', ana),
      put(ana, 'follow', eve),
      put(eve, 'friendship', ana),
      put(ana, 'friendship', eve),
    ])
    const [blocked] = await Promise.all([put(ana, 'block', eve), ...pushes.flat()])
    expect(blocked.status).toBe(200)
    expect(await rowsBetween(ana, eve)).toMatchObject({ follows: 0n, friends: 0n, pending: 0n, blocks: 1n })
  }
})

test('accepting and withdrawing at the same time ends in friends who follow each other, or in nothing', async () => {
  for (let round = 0; round < 10; round++) {
    const [ana, ben] = [await person('Ana'), await person('Ben')]
    await put(ana, 'friendship', ben)
    await Promise.all([put(ben, 'friendship', ana), del(ana, 'friendship', ben)])
    const { friends, pending, follows } = await rowsBetween(ana, ben)
    // Accepted and then ended (follows stay), withdrawn, or withdrawn and then asked by Ben.
    expect([0n, 1n]).toContain(friends + pending)
    if (friends === 1n) expect(follows).toBe(2n)
    expect([0n, 2n]).toContain(follows)
  }
})
