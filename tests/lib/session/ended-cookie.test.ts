import type { IncomingMessage } from 'node:http'
import { beforeAll, expect, test } from 'vitest'
import { env } from '@/lib/process/env'
import { startRedis } from '@/lib/redis/client'
import { secondsToWait } from '@/lib/session/limit-pages'
import { ask } from '../../support/ask'
import { type Person, person, signIn } from '../../support/people'
import { flushRedis } from '../../support/redis'

beforeAll(() => startRedis())

const request = ({ cookie }: Pick<Person, 'cookie'>, remoteAddress: string) =>
  ({ url: '/', headers: { cookie }, socket: { remoteAddress } }) as unknown as IncomingMessage

/** So many page loads; how many of them had to wait. */
async function load(as: Pick<Person, 'cookie'>, address: string, times: number): Promise<number> {
  let waited = 0
  for (let at = 0; at < times; at++) if ((await secondsToWait('page', request(as, address))) > 0) waited++
  return waited
}

test('whoever has the cookie of a session that Ana has ended cannot use up her page loads', async () => {
  await flushRedis()
  const ana = await person('Ana')
  const lost = await signIn(ana.id)
  expect((await ask.endSession(ana, { id: lost.sessionId })).status).toBe(204)
  expect((await ask.me(lost)).status).toBe(401)
  expect(await load(lost, '198.51.100.9', env.LIMIT_PAGES_PER_MINUTE + 5)).toBe(5)
  expect(await load(ana, '198.51.100.10', 1)).toBe(0)
  // Her open sessions have one limit together.
  const phone = await signIn(ana.id)
  expect(await load(phone, '198.51.100.11', env.LIMIT_PAGES_PER_MINUTE)).toBe(1)
})
