import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'

let answerAlways: (response: ServerResponse, work: () => Promise<void>) => Promise<void>
let close = () => {}

beforeAll(async () => {
  vi.stubEnv('AUTH_SECRET', 'a secret of this test, which is long enough')
  vi.stubEnv('SITE_URL', 'http://localhost:3000')
  vi.stubEnv('DATABASE_URL', 'postgresql://localhost/none')
  vi.stubEnv('REDIS_URL', 'redis://localhost:1')
  vi.stubEnv('LOG_LEVEL', 'silent')
  const module = await import('@/workers/answer-always')
  answerAlways = module.answerAlways
})
afterEach(() => close())

async function siteThat(work: (response: ServerResponse) => Promise<void>): Promise<string> {
  const server = createServer((_request, response) => void answerAlways(response, () => work(response)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => server.close()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.each([
  ['rejects', () => Promise.reject(new Error('lost'))],
  [
    'throws',
    () => {
      throw new Error('lost')
    },
  ],
])('what %s is answered with 500', async (_what, work) => {
  const answer = await fetch(await siteThat(work))
  expect([answer.status, await answer.json()]).toEqual([500, expect.objectContaining({ error: expect.any(Object) })])
})

test('half an answer is cut off', async () => {
  const site = await siteThat(async (response) => {
    response.write('half')
    throw new Error('lost')
  })
  await expect(fetch(site).then((answer) => answer.text())).rejects.toThrow()
})

test('an answer is left as it is', async () => {
  const site = await siteThat(async (response) => void response.end('all'))
  expect(await (await fetch(site)).text()).toBe('all')
})
