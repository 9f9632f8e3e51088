import { expect, test } from 'vitest'
import { befriend, follow, relationOf, unfollow } from '../../support/acts'
import { ask } from '../../support/ask'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'

/** As many follows of somebody, of people who were never here. */
async function fillFollows({ id }: Person, count: number): Promise<void> {
  await query(
    `WITH crowd AS (
       INSERT INTO "User" (handle, name, email)
       SELECT 'star_' || $1 || '_' || n, 'A star', 'star_' || $1 || '_' || n || '@example.com' FROM generate_series(1, $2::int) n RETURNING id)
     INSERT INTO "Follow" ("followerId", "followeeId") SELECT $1::bigint, id FROM crowd`,
    [id, count],
  )
}

test('Ana is told when few follows are left, can follow 7,500 people, and one more when she has unfollowed another', async () => {
  const [ana, ben, cleo, dana] = await people('Ana', 'Ben', 'Cleo', 'Dana')
  expect((await ask.follow(ana, ben)).body.followsLeft).toBeUndefined()
  await fillFollows(ana, 7498)
  expect((await ask.follow(ana, cleo)).body).toMatchObject({ relation: { following: true }, followsLeft: 0 })
  expect((await ask.follow(ana, cleo)).status).toBe(200)
  const { status, body } = await ask.follow(ana, dana)
  expect([status, body.error.message]).toEqual([422, expect.stringContaining('7,500')])
  expect(await relationOf(ana, dana)).toMatchObject({ following: false })
  await unfollow(ana, ben)
  await follow(ana, dana)
})

test('of many follows at the same moment the last one fits, and no more', async () => {
  const ana = await person('Ana')
  await fillFollows(ana, 7499)
  const crowd = await Promise.all(Array.from({ length: 5 }, () => person('One')))
  const statuses = await Promise.all(crowd.map(async (one) => (await ask.follow(ana, one)).status))
  expect(statuses.sort()).toEqual([200, 422, 422, 422, 422])
})

test('a friendship is not refused for that', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await fillFollows(ana, 7500)
  await befriend(ana, ben)
  expect(await relationOf(ana, ben)).toMatchObject({ friendship: 'friends' })
})
