import { afterEach, beforeAll, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { people } from '../../support/people'
import { freezeRedis, thawRedis } from '../../support/redis'
import { openStream, type TestStream, waitFor } from '../../support/streams'

beforeAll(startRedis)
afterEach(thawRedis)

/** So many streams that in most seconds one of them gets a heartbeat. */
async function manyStreams(): Promise<TestStream[]> {
  const readers = await people('Ana', 'Ben', 'Cleo')
  return Promise.all(readers.flatMap((one) => Array.from({ length: 8 }, () => openStream(one))))
}

const beats = (streams: TestStream[]) =>
  streams
    .flatMap((stream) => stream.of('heartbeat'))
    .map(({ data }) => data as { serverTime: string; degraded: boolean })
    .sort((one, other) => (one.serverTime < other.serverTime ? -1 : 1))

it('every stream has a heartbeat within 16 seconds, not all at once, and none says degraded', async () => {
  const streams = await manyStreams()
  await expect
    .poll(() => streams.filter((stream) => stream.of('heartbeat').length === 0).length, { timeout: 18_000 })
    .toBe(0)
  expect(new Set(beats(streams).map(({ serverTime }) => serverTime.slice(0, 19))).size).toBeGreaterThan(4)
  expect(beats(streams).filter(({ degraded }) => degraded)).toEqual([])
  for (const { id, data } of streams.flatMap((stream) => stream.of('heartbeat'))) {
    expect([id, Object.keys(data).sort()]).toEqual(['', ['degraded', 'serverTime']])
  }
}, 30_000)

it('while Redis is frozen every heartbeat says degraded, and when it answers again none does', async () => {
  const streams = await manyStreams()
  await waitFor(() => beats(streams).length > 0)
  freezeRedis()
  await expect.poll(() => beats(streams).at(-1)?.degraded, { timeout: 12_000 }).toBe(true)
  const since = beats(streams).length
  await expect.poll(() => beats(streams).length - since, { timeout: 20_000 }).toBeGreaterThan(5)
  expect(
    beats(streams)
      .slice(since)
      .filter(({ degraded }) => !degraded),
  ).toEqual([])
  thawRedis()
  await expect.poll(() => beats(streams).at(-1)?.degraded, { timeout: 12_000 }).toBe(false)
  expect(streams.filter((stream) => stream.ended())).toEqual([])
}, 60_000)
