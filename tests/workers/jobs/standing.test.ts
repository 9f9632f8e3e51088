import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { relay } from '@/lib/mutation/relay'
import { env } from '@/lib/process/env'
import { startRedis } from '@/lib/redis/client'
import { setSuspended } from '../../../bin/users.mjs'
import { takeErrors } from '../../support/errors'
import { drain, startJobs } from '../../support/jobs'
import { people } from '../../support/people'
import { query } from '../../support/query'

beforeAll(startRedis)

/** How many events of this type are done, and how many not. */
async function events(type: string): Promise<{ done: number; open: number }> {
  const [row] = await query<{ done: number; open: number }>(
    `SELECT count("doneAt")::int AS done, count(*) FILTER (WHERE "doneAt" IS NULL)::int AS open FROM "OutboxEvent" WHERE type = $1`,
    [type],
  )
  return row ?? { done: 0, open: 0 }
}

it('five accounts are suspended while a long transaction runs: all pages hear of each at once, and the counts follow', async () => {
  await startJobs()
  const suspended = await people('Ana', 'Ben', 'Cleo', 'Dana', 'Emil')
  const [writer, operator] = [1, 2].map(() => new pg.Client({ connectionString: env.DATABASE_URL }))
  if (!writer || !operator) throw new Error('no clients')
  await Promise.all([writer.connect(), operator.connect()])
  // Counting again waits for everything that is being written.
  await writer.query('BEGIN')
  await writer.query(`UPDATE "User" SET bio = 'writing' WHERE id = $1`, [(await people('Flora'))[0].id])
  for (const { handle } of suspended) await setSuspended(operator, handle, { suspended: true, dryRun: false })
  expect(takeErrors()).toHaveLength(5)
  await relay()
  await expect.poll(() => events('person.changed'), { timeout: 5000 }).toEqual({ done: 5, open: 0 })
  expect(await events('standing.changed')).toEqual({ done: 0, open: 5 })
  await writer.query('COMMIT')
  await drain()
  expect(await events('standing.changed')).toEqual({ done: 5, open: 0 })
  await Promise.all([writer.end(), operator.end()])
})
