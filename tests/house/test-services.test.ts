import { expect, test } from 'vitest'
import { handle } from '@/lib/http/handle'
import { log } from '@/lib/process/log'
import { startRedis, tryRedis } from '@/lib/redis/client'
import { requireViewer } from '@/lib/session/find-viewer'
import { befriend, block, follow } from '../support/acts'
import { call } from '../support/call'
import { takeErrors } from '../support/errors'
import { people, person } from '../support/people'
import { query } from '../support/query'
import { flushRedis, freezeRedis, killRedis, restartRedis, thawRedis } from '../support/redis'

const whoAmI = handle(async (request) => Response.json({ handle: (await requireViewer(request)).handle }))

test('a person in a test is signed in like anybody else', async () => {
  const ana = await person('Ana')
  expect(await call(whoAmI, { as: ana })).toMatchObject({ status: 200, body: { handle: ana.handle } })
  expect(await call(whoAmI)).toMatchObject({ status: 401, body: { error: { code: 'not_signed_in' } } })
})

test('friends follow each other, and a block ends friendship and follows', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await befriend(ana, ben)
  await follow(ana, ben)
  expect(await query('SELECT * FROM "Follow"')).toHaveLength(2)
  await block(ben, ana)
  expect(await query('SELECT * FROM "Follow"')).toHaveLength(0)
  expect(await query('SELECT * FROM "Friendship"')).toHaveLength(0)
})

test('the Redis of a test can freeze, die, come back and be flushed', async () => {
  await startRedis()
  const ask = () => tryRedis((redis) => redis.incr('count'), 'away' as const)
  expect(await ask()).toBe(1)
  freezeRedis()
  expect(await ask()).toBe('away')
  thawRedis()
  await expect.poll(ask, { timeout: 5000 }).toBeTypeOf('number')
  await flushRedis()
  expect(await ask()).toBe(1)
  await killRedis()
  expect(await ask()).toBe('away')
  await restartRedis()
  await expect.poll(ask, { timeout: 5000 }).toBe(1)
})

test('errors that a test does not take are kept, and would fail it', () => {
  log.error('a line of the log')
  console.error('a line of the console')
  expect(takeErrors()).toEqual([expect.stringContaining('a line of the log'), 'a line of the console'])
})
