import { beforeAll, expect, test } from 'vitest'
import { transaction } from '@/lib/postgres/query'
import { int, NOTHING, statement } from '@/lib/postgres/statement'
import { isDatabaseAway } from '@/lib/process/errors'
import { startRedis } from '@/lib/redis/client'
import { follow } from '../../support/acts'
import { drain } from '../../support/jobs'
import { people } from '../../support/people'
import { query } from '../../support/query'
import { bellShows } from '../notifications/checked-bell'

const OWN_CONNECTION = statement('test-own-connection', { pid: int() }, 'SELECT pg_backend_pid() AS pid')
const SET_UNSEEN = statement(
  'test-set-unseen',
  NOTHING,
  `UPDATE "User" SET "unseenNotifications" = $2::int WHERE id = $1`,
)

beforeAll(startRedis)

test('the database ends the connection of a transaction between two statements: it fails as a lost database, changes nothing, and the process goes on', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const failed = await transaction(async (run) => {
    const [own] = await run(OWN_CONNECTION)
    await run(SET_UNSEEN, [ben.id, 7])
    await query(`SELECT pg_terminate_backend($1)`, [own?.pid])
    // The error event arrives while no statement runs.
    const gone = `SELECT count(*)::int AS left FROM pg_stat_activity WHERE pid = $1`
    await expect.poll(async () => (await query<{ left: number }>(gone, [own?.pid]))[0]?.left).toBe(0)
    await new Promise((resolve) => setImmediate(resolve))
    await run(SET_UNSEEN, [ben.id, 8])
  }).catch((error: unknown) => error)
  expect([failed instanceof Error, isDatabaseAway(failed)]).toEqual([true, true])
  expect(await bellShows(ben)).toEqual([])
  await follow(ana, ben)
  await drain()
  expect(await bellShows(ben)).toEqual(['follow by Ana'])
})
