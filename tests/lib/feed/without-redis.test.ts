import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { feedTexts, follow, poll, post, readFeed } from '../../support/acts'
import { drain } from '../../support/jobs'
import { type Person, people } from '../../support/people'
import { flushRedis, freezeRedis, killRedis, restartRedis, thawRedis } from '../../support/redis'

/**
 * Milliseconds in which an answer must be there although Redis does not answer: its budget, and much more than that for
 * slow machines.
 */
const SOON = 2000

beforeAll(startRedis)

async function readers(): Promise<{ ana: Person; ben: Person; cleo: Person }> {
  const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
  await follow(ana, ben)
  return { ana, ben, cleo }
}

async function timed<T>(work: Promise<T>): Promise<T> {
  const began = Date.now()
  const answer = await work
  expect(Date.now() - began).toBeLessThan(SOON)
  return answer
}

const backWithRedis = (ana: Person) =>
  expect.poll(async () => (await readFeed(ana)).position, { timeout: 10_000 }).toMatch(/:/)

describe('without Redis', () => {
  afterEach(async () => {
    thawRedis()
  })

  it('frozen: Ben posts, Ana finds it by page and by poll, Cleo does not; thawed, it is delivered once', async () => {
    const { ana, ben, cleo } = await readers()
    await post(ben, 'before')
    await drain()
    const { position } = await readFeed(ana)
    freezeRedis()
    await timed(post(ben, 'while frozen'))
    const page = await timed(readFeed(ana))
    expect(page.position).toBeNull()
    expect(page.items.map(({ text }) => text)).toEqual(['while frozen', 'before'])
    expect((await timed(poll(ana, position))).items.map(({ text }) => text)).toEqual(['while frozen', 'before'])
    expect(await feedTexts(cleo)).toEqual([])
    thawRedis()
    await backWithRedis(ana)
    await drain()
    expect((await poll(ana, position)).items.map(({ text }) => text)).toEqual(['while frozen'])
    expect(await feedTexts(ana)).toEqual(['while frozen', 'before'])
    expect(await feedTexts(cleo)).toEqual([])
  })

  it('killed and back empty: the pages stay the same all the time, and the next post is delivered as usual', async () => {
    const { ana, ben, cleo } = await readers()
    await post(ben, 'before')
    await drain()
    const { position } = await readFeed(ana)
    await killRedis()
    await timed(post(ben, 'while killed'))
    expect(await timed(feedTexts(ana))).toEqual(['while killed', 'before'])
    expect(await timed(feedTexts(ben))).toEqual(['while killed', 'before'])
    expect(await timed(feedTexts(cleo))).toEqual([])
    await restartRedis()
    await backWithRedis(ana)
    await drain()
    // Her earlier position cannot be continued: it is of another generation.
    expect(await poll(ana, position)).toMatchObject({ items: [], reset: true })
    const fresh = await readFeed(ana)
    expect(fresh.items.map(({ text }) => text)).toEqual(['while killed', 'before'])
    await post(ben, 'after')
    await drain()
    expect((await poll(ana, fresh.position)).items.map(({ text }) => text)).toEqual(['after'])
    expect(await feedTexts(ana)).toEqual(['after', 'while killed', 'before'])
    expect(await feedTexts(cleo)).toEqual([])
  })

  it('flushed between a post and its delivery: the post is still delivered, once', async () => {
    const { ana, ben, cleo } = await readers()
    await post(ben, 'before')
    await drain()
    await post(ben, 'flushed away')
    await flushRedis()
    const { position } = await readFeed(ana)
    await drain()
    await post(ben, 'after')
    await drain()
    const { items } = await poll(ana, position)
    expect(items.map(({ text }) => text)[0]).toBe('after')
    expect(await feedTexts(ana)).toEqual(['after', 'flushed away', 'before'])
    expect(await feedTexts(cleo)).toEqual([])
  })
})
