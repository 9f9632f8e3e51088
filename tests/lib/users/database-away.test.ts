import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../bin/migrate.mjs'
import { startPostgres } from '../../../bin/services/postgres.mjs'

// A server that this file may stop. Set before the configuration is read.
const folder = join(tmpdir(), `carillon-away-${process.pid}`)
let server = await startPostgres({ folder })
await migrate(server.url)
process.env.DATABASE_URL = server.url

const [{ browser, SESSION_COOKIE }, { account }, { startRedis }] = await Promise.all([
  import('./browser'),
  import('./account'),
  import('@/lib/redis/client'),
])

beforeAll(() => startRedis())
afterAll(() => server.stop())

test('while PostgreSQL is away a sign-in answers database_away, not a wrong password, and no session cookie is deleted', async () => {
  const ana = await account('Ana')
  const laptop = browser()
  await laptop.signIn(ana.email, ana.password)
  const other = browser()
  const { csrfToken } = (await other.ask('csrf')).body

  await server.stop()
  const refused = [
    await other.ask('callback/credentials', {
      method: 'POST',
      body: { csrfToken, email: ana.email, password: ana.password, json: true },
    }),
    await laptop.ask('session'),
    await laptop.signOut(),
  ]
  for (const { status, body, headers } of refused) {
    expect([status, body.error.code]).toEqual([503, 'database_away'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(headers.getSetCookie()).toEqual([])
  }
  expect(laptop.jar.has(SESSION_COOKIE)).toBe(true)

  server = await startPostgres({ folder, port: server.port, throwaway: true })
  await expect.poll(laptop.session, { timeout: 10_000 }).toMatchObject({ user: { handle: ana.handle } })
  expect((await laptop.signOut()).status).toBe(200)
  expect(await laptop.session()).toEqual({})
})
