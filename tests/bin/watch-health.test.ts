import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { watchHealth } from '../../bin/up/watch-health.mjs'

const ending: (() => void)[] = []
afterEach(() => {
  for (const end of ending.splice(0)) end()
})

/** A process that answers with this status; null: it accepts connections and answers nothing. */
async function watched(answer: () => number | null) {
  let looks = 0
  const server = createServer((_request, response) => {
    looks++
    const status = answer()
    if (status !== null) response.writeHead(status).end('{"healthy":false,"stuck":["notify"]}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const restarts: { why: string; looks: number }[] = []
  const watch = watchHealth({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`,
    restart: async (why) => void restarts.push({ why, looks }),
    lookEvery: 1,
  })
  ending.push(() => {
    watch.stop()
    server.closeAllConnections()
    server.close()
  })
  return { restarts, looks: () => looks }
}

test('a process that stays unhealthy is restarted after twelve looks, and says why', async () => {
  const { restarts } = await watched(() => 503)
  await expect.poll(() => restarts.length).toBeGreaterThan(1)
  expect(restarts.slice(0, 2)).toEqual([
    { why: 'unhealthy: {"healthy":false,"stuck":["notify"]}', looks: 12 },
    { why: 'unhealthy: {"healthy":false,"stuck":["notify"]}', looks: 24 },
  ])
})

test('a process that is unhealthy now and then is not restarted', async () => {
  let turn = 0
  const { restarts, looks } = await watched(() => (++turn % 12 === 0 ? 200 : 503))
  await expect.poll(looks).toBeGreaterThan(40)
  expect(restarts).toEqual([])
})

test('a healthy process is not restarted', async () => {
  const { restarts, looks } = await watched(() => 200)
  await expect.poll(looks).toBeGreaterThan(20)
  expect(restarts).toEqual([])
})
