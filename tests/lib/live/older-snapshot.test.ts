import { beforeAll, expect, it } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { feedTexts, follow, poll, post, readFeed } from '../../support/acts'
import { drain } from '../../support/jobs'
import { people } from '../../support/people'
import { killRedis, restartRedis } from '../../support/redis'
import { openStream, waitFor } from '../../support/streams'
import { rawTimeline } from '../../support/timelines'

beforeAll(startRedis)

it('Redis comes back from a snapshot of a moment ago: positions that were given out are not given out again', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ben, ana)
  const atBen = await openStream(ben)
  await post(ana, 'one')
  await drain()
  await waitFor(() => atBen.texts().length === 1)
  await redis.save()
  await post(ana, 'two')
  await drain()
  await waitFor(() => atBen.texts().length === 2)
  const position = atBen.lastId()
  const before = await rawTimeline(ben)
  await killRedis()
  await post(ana, 'while it was away')
  await restartRedis()
  await expect.poll(() => redis.ping().catch(() => null), { timeout: 10_000 }).toBe('PONG')
  await post(ana, 'three')
  await drain()
  // A reader who holds a post from after the snapshot cannot be continued, and is reset.
  await expect.poll(() => atBen.of('reset').length, { timeout: 30_000 }).toBeGreaterThan(0)
  const all = ['three', 'while it was away', 'two', 'one']
  await expect.poll(() => feedTexts(ben), { timeout: 10_000 }).toEqual(all)
  expect((await rawTimeline(ben))?.epoch).not.toBe(before?.epoch)
  expect(await poll(ben, position)).toMatchObject({ items: [], reset: true })
  const elsewhere = await openStream(ben, { position })
  expect(elsewhere.of('hello')[0]?.data).toMatchObject({ mode: 'reset', reason: 'epoch' })
  await post(ana, 'four')
  await drain()
  await waitFor(() => atBen.texts().at(-1) === 'four' && elsewhere.texts().at(-1) === 'four')
  expect(elsewhere.texts()).toEqual(['four'])
  expect((await readFeed(ben)).position).toBe(atBen.lastId())
  expect(atBen.ended()).toBe(false)
}, 60_000)
