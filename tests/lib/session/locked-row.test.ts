import { expect, it } from 'vitest'
import { pool } from '@/lib/postgres/pool'
import { ask } from '../../support/ask'
import { person } from '../../support/people'
import { query } from '../../support/query'

it('Ben’s requests do not wait while a job locks his row, and a stopped job loses the lock', async () => {
  const ben = await person('Ben')
  await query(`UPDATE "Session" SET "lastSeenAt" = now() - interval '5 minutes' WHERE "userId" = $1`, [ben.id])
  const job = await pool.connect()
  // Twice: PostgreSQL says why it ends the connection, and then the connection is gone.
  const lost = new Promise((resolve) => job.on('error', resolve))
  await job.query('BEGIN')
  await job.query(`SELECT id FROM "User" WHERE id = $1 FOR NO KEY UPDATE`, [ben.id])
  expect((await ask.me(ben)).status).toBe(200)
  // The job does nothing more, like a stopped process, until PostgreSQL ends its transaction.
  await query(`UPDATE "User" SET bio = 'at last' WHERE id = $1`, [ben.id])
  expect(await lost).toBeInstanceOf(Error)
  job.release(true)
})
