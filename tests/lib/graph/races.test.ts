import { beforeAll, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { requestFriendship } from '../../support/acts'
import { ask } from '../../support/ask'
import { pick, seededDice } from '../../support/dice'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'
import { RELATIONS } from './relations'

beforeAll(() => startRedis())

const CHANGES = Object.values(RELATIONS).flatMap(({ begin, end }) => [begin, end])

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
    const [ana, ben] = await people('Ana', 'Ben')
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => {
          const [who, whom] = roll() < 0.5 ? [ana, ben] : [ben, ana]
          return pick(roll, CHANGES)(who, whom)
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
    const [ana, eve] = await people('Ana', 'Eve')
    const pushes = Array.from({ length: 10 }, () => [
      ask.follow(eve, ana),
      ask.follow(ana, eve),
      ask.requestFriendship(eve, ana),
      ask.requestFriendship(ana, eve),
    ])
    const [blocked] = await Promise.all([ask.block(ana, eve), ...pushes.flat()])
    expect(blocked.status).toBe(200)
    expect(await rowsBetween(ana, eve)).toMatchObject({ follows: 0n, friends: 0n, pending: 0n, blocks: 1n })
  }
})

test('accepting and withdrawing at the same time ends in friends who follow each other, or in nothing', async () => {
  for (let round = 0; round < 10; round++) {
    const [ana, ben] = await people('Ana', 'Ben')
    await requestFriendship(ana, ben)
    await Promise.all([ask.requestFriendship(ben, ana), ask.unfriend(ana, ben)])
    const { friends, pending, follows } = await rowsBetween(ana, ben)
    // Accepted and then ended (follows stay), withdrawn, or withdrawn and then asked by Ben.
    expect([0n, 1n]).toContain(friends + pending)
    if (friends === 1n) expect(follows).toBe(2n)
    expect([0n, 2n]).toContain(follows)
  }
})
