import { expect, it } from 'vitest'
import { GET } from '@/app/api/me/route'
import { pool, query } from '@/lib/postgres/db'
import { call } from '../../support/call'
import { person } from '../../support/people'

it('while Ben’s row is locked by whoever tells him something, his requests go on; a stopped teller loses the lock', async () => {
  const ben = await person('Ben')
  await query(`UPDATE "Session" SET "lastSeenAt" = now() - interval '5 minutes' WHERE "userId" = $1`, [ben.id])
  const teller = await pool.connect()
  const lost = new Promise((resolve) => teller.once('error', resolve))
  await teller.query('BEGIN')
  await teller.query(`SELECT id FROM "User" WHERE id = $1 FOR NO KEY UPDATE`, [ben.id])
  expect((await call(GET, { path: '/api/me', as: ben })).status).toBe(200)
  // It does nothing more, as a process that was stopped.
  await query(`UPDATE "User" SET bio = 'at last' WHERE id = $1`, [ben.id])
  expect(await lost).toBeInstanceOf(Error)
  teller.release(true)
})
