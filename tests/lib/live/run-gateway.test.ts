import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { gateway } from '@/lib/live/gateway'
import { runGateway } from '@/lib/live/run-gateway'
import { serveStream } from '@/lib/live/serve-stream'
import { allBuckets } from '@/lib/redis/buckets'
import { redis, startRedis } from '@/lib/redis/client'
import { gatewayKey, onlineKey } from '@/lib/redis/keys'
import { follow } from '../../support/acts'
import { fanOutNow } from '../../support/fan-outs'
import { type Person, person } from '../../support/people'
import { insertPosts } from '../../support/rows'
import { openStreamAt, waitFor } from '../../support/streams'

const server = createServer((request, response) => void serveStream(request, response))

beforeAll(async () => {
  await startRedis()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())

const open = ({ cookie }: Person) =>
  openStreamAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/stream`, { headers: { cookie } })

it('a process that stops ends its streams one by one, each with a time to connect again, and accepts no new ones', async () => {
  const running = runGateway()
  const ana = await person('Ana')
  const readers = await Promise.all(Array.from({ length: 20 }, (_, n) => person(`Reader ${n}`)))
  for (const reader of readers) await follow(reader, ana)
  const streams = await Promise.all(readers.map(open))
  await expect.poll(() => gateway.subscribed).toBe(true)
  const ends: number[] = []
  const began = Date.now()
  const stopped = running.stop(2000)
  const watched = Promise.all(
    streams.map(async (stream) => {
      await waitFor(() => stream.ended())
      ends.push(Date.now() - began)
    }),
  )
  // Streams that are not ended yet still get posts. A new stream gets a 200 that ends, so that its browser connects again.
  await waitFor(() => ends.length > 2)
  const [id = 0n] = await insertPosts(ana, 1)
  await fanOutNow(id)
  const late = await openStreamAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/stream`, {
    headers: { cookie: ana.cookie },
  })
  expect([late.status, late.ended(), late.received]).toEqual([200, true, []])
  await watched
  await stopped
  expect(Math.max(...ends) - Math.min(...ends)).toBeGreaterThan(1000)
  expect(Math.max(...ends)).toBeLessThan(6000)
  const retries = streams.map(({ received }) => {
    expect(received.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'drain' } })
    return received.at(-1)?.data.retryMs
  })
  expect(new Set(retries).size).toBeGreaterThan(10)
  expect(Math.max(...retries)).toBeLessThan(5000)
  const reached = streams.filter((stream) => stream.of('feed').length === 1).length
  expect(reached).toBeGreaterThan(0)
  expect(reached).toBeLessThan(20)
  for (const bucket of allBuckets()) expect(await redis.hgetall(onlineKey(bucket))).toEqual({})
  expect(await redis.exists(gatewayKey(gateway.id))).toBe(0)
})
