import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { feedTexts, follow, post, readFeed } from '../../support/acts'
import { drain } from '../../support/jobs'
import { type Person, people } from '../../support/people'
import { flushRedis, freezeRedis, killRedis, restartRedis, thawRedis } from '../../support/redis'
import { openStream, type TestStream, waitFor } from '../../support/streams'

/** Milliseconds after the end of an outage within which the feed must be complete and live again. */
const HEALED = 30_000

beforeAll(startRedis)

afterEach(async () => {
  thawRedis()
  if (redis.status !== 'ready') await restartRedis()
  await expect.poll(() => redis.ping().catch(() => null), { timeout: 10_000 }).toBe('PONG')
})

/** What a browser shows after a reset: the first page, and what came through the stream since. */
async function screenOf(reader: Person, { received }: TestStream): Promise<string[]> {
  const last = received.findLastIndex(
    ({ event, data }) => event === 'reset' || (event === 'hello' && data.mode !== 'replay'),
  )
  const since = received.slice(last).flatMap(({ event, data }) => (event === 'feed' ? [data.post.text] : []))
  return [...new Set([...(await feedTexts(reader)), ...since])].sort()
}

/** No post twice since the last reset, live or replayed. */
function expectNothingTwice({ received }: TestStream): void {
  const last = received.findLastIndex(({ event }) => event === 'reset')
  const ids = received.slice(last + 1).flatMap(({ event, data }) => (event === 'feed' ? [data.post.id] : []))
  expect(ids).toEqual([...new Set(ids)])
}

async function listening(): Promise<{ ana: Person; ben: Person; atBen: TestStream; atCleo: TestStream }> {
  const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
  await follow(ben, ana)
  const [atBen, atCleo] = [await openStream(ben), await openStream(cleo)]
  await post(ana, 'before')
  await drain()
  await waitFor(() => atBen.texts().length === 1)
  return { ana, ben, atBen, atCleo }
}

/** Live again: a post written now arrives through the stream. */
async function expectLive(ana: Person, atBen: TestStream, text = 'live again'): Promise<void> {
  await post(ana, text)
  await drain()
  await expect.poll(() => atBen.texts(), { timeout: HEALED }).toContain(text)
}

describe('Ben’s stream stays open, and is live again by itself, when Redis', { timeout: 60_000 }, () => {
  it('is flushed', async () => {
    const { ana, ben, atBen, atCleo } = await listening()
    await flushRedis()
    await post(ana, 'in between')
    await drain()
    await expect.poll(() => atBen.of('reset').length, { timeout: HEALED }).toBeGreaterThan(0)
    expect(atBen.of('reset')[0]?.data.reason).toBe('epoch')
    await expectLive(ana, atBen)
    expect(await screenOf(ben, atBen)).toEqual(['before', 'in between', 'live again'])
    expectNothingTwice(atBen)
    expect([atBen.ended(), atCleo.ended(), atCleo.texts()]).toEqual([false, false, []])
  })

  it('is killed and comes back empty', async () => {
    const { ana, ben, atBen, atCleo } = await listening()
    await killRedis()
    await post(ana, 'while it was away')
    await restartRedis()
    await expect.poll(() => atBen.of('reset').length, { timeout: HEALED }).toBeGreaterThan(0)
    await expectLive(ana, atBen)
    expect(await screenOf(ben, atBen)).toEqual(['before', 'live again', 'while it was away'])
    expectNothingTwice(atBen)
    expect([atBen.ended(), atCleo.ended(), atCleo.texts()]).toEqual([false, false, []])
  })

  it('freezes for a while: nothing is lost, nothing comes twice, and there is no reason to reload', async () => {
    const { ana, ben, atBen, atCleo } = await listening()
    freezeRedis()
    await post(ana, 'while it was frozen')
    thawRedis()
    await expectLive(ana, atBen)
    await waitFor(() => atBen.texts().length === 3)
    expect(await feedTexts(ben)).toEqual(['live again', 'while it was frozen', 'before'])
    expectNothingTwice(atBen)
    expect([atBen.ended(), atBen.of('reset'), atCleo.texts()]).toEqual([false, [], []])
  })
})

describe('Ben opens his stream while Redis is', { timeout: 60_000 }, () => {
  it('frozen: it opens at once, and continues from his position when Redis answers again', async () => {
    const { ana, ben, atBen } = await listening()
    const position = atBen.lastId()
    atBen.close()
    await post(ana, 'missed')
    await drain()
    freezeRedis()
    const began = Date.now()
    const back = await openStream(ben, { position })
    expect(Date.now() - began).toBeLessThan(3000)
    expect(back.of('hello')[0]?.data).toMatchObject({ mode: 'live', position })
    thawRedis()
    await expect.poll(() => back.texts(), { timeout: HEALED }).toEqual(['missed'])
    await expectLive(ana, back)
    expect(back.texts()).toEqual(['missed', 'live again'])
    expect(back.of('reset')).toEqual([])
  })

  it('gone: without a position he is told to reload as soon as there is one, and then gets every post', async () => {
    const { ana, ben, atBen } = await listening()
    atBen.close()
    await killRedis()
    const back = await openStream(ben)
    expect(back.of('hello')[0]).toMatchObject({ id: '', data: { mode: 'live', position: null } })
    await post(ana, 'while it was away')
    await restartRedis()
    await expect.poll(() => back.of('reset').length, { timeout: HEALED }).toBe(1)
    expect(back.of('reset')[0]?.id).toBe((await readFeed(ben)).position)
    await expectLive(ana, back)
    expect(await screenOf(ben, back)).toEqual(['before', 'live again', 'while it was away'])
  })
})
