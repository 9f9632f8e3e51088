import { beforeAll, describe, expect, it } from 'vitest'
import { dropTimelines } from '@/lib/feed/drop-timelines'
import { readFeedPage } from '@/lib/feed/feed-page'
import { buildTimeline } from '@/lib/feed/rebuild-timeline'
import { readTimeline } from '@/lib/feed/timeline'
import { registerAndRead } from '@/lib/live/registration'
import { redis, startRedis } from '@/lib/redis/client'
import { follow } from '../../support/acts'
import { whileRedisIsAway } from '../../support/away'
import { fanOutNow } from '../../support/fan-outs'
import { holdTable, waitingForLocks } from '../../support/locks'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'
import { insertFollow, insertPosts } from '../../support/rows'
import { homeOf, putTimeline, rawTimeline } from '../../support/timelines'
import { shown, walk } from './village'

beforeAll(startRedis)

async function reader(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ana, ben)
  return { ana, ben }
}

const onePost = async (author: Person) => (await insertPosts(author, 1))[0] ?? 0n

/** A builder that has claimed Ana's timeline and waits for PostgreSQL. Fan-out of public posts goes on. */
async function builderAtWork(ana: Person) {
  const release = await holdTable('Friendship')
  const building = buildTimeline(ana.id)
  await expect.poll(waitingForLocks).toBe(1)
  const claim = (await rawTimeline(ana))?.header
  expect(claim).toContain(':building-')
  return { building, release, claim }
}

describe('while Ana’s timeline is being built', () => {
  it('a post of Ben’s arrives, and is there once, at the position at which it was published', async () => {
    const { ana, ben } = await reader()
    const before = await insertPosts(ben, 3)
    const { building, release } = await builderAtWork(ana)
    const during = await onePost(ben)
    await fanOutNow(during)
    expect((await rawTimeline(ana))?.ids).toEqual([String(during)])
    await release()
    const timeline = await building
    expect(timeline?.ids).toEqual([...before, during].map(String))
    // It was published as 1001. The ids that were put before it lowered the base.
    expect(timeline).toMatchObject({ base: 997, floor: 0n })
  })

  it('a second builder waits and gets the same one', async () => {
    const { ana, ben } = await reader()
    await insertPosts(ben, 3)
    const { building, release } = await builderAtWork(ana)
    const second = buildTimeline(ana.id)
    const third = readFeedPage(ana.viewer, { limit: 5 })
    await release()
    const timeline = await building
    expect(await second).toEqual(timeline)
    expect((await third).position).toBe(`${timeline?.epoch}:1000`)
  })

  it('her graph changes: the builder starts over under another claim', async () => {
    const { ana, ben } = await reader()
    const cleo = await person('Cleo')
    const ids = [await onePost(ben), await onePost(cleo)]
    const { building, release, claim } = await builderAtWork(ana)
    await insertFollow(ana, cleo)
    await dropTimelines([ana.id])
    await release()
    const timeline = await building
    expect(timeline?.ids).toEqual(ids.map(String))
    expect(claim?.startsWith(timeline?.epoch ?? 'none')).toBe(false)
  })

  it('neither reading nor a position check extends the claim of a dead builder', async () => {
    const { ana } = await reader()
    const epoch = await putTimeline(ana, { ids: [] })
    await redis.lset(homeOf(ana), 0, `${epoch}:1000:building-dead`)
    await redis.expire(homeOf(ana), 40)
    expect(await readTimeline(ana.id)).toBeNull()
    await registerAndRead('some-gateway', [ana.id])
    expect(await redis.ttl(homeOf(ana))).toBeLessThanOrEqual(40)
  })
})

describe('a builder that died', () => {
  async function deadBuilder(ana: Person): Promise<void> {
    const epoch = await putTimeline(ana, { ids: [] })
    await redis.lset(homeOf(ana), 0, `${epoch}:1000:building-dead`)
  }

  it('delays a page for two seconds at most, which then comes from PostgreSQL', async () => {
    const { ana, ben } = await reader()
    const id = await onePost(ben)
    await deadBuilder(ana)
    const began = Date.now()
    const page = await readFeedPage(ana.viewer, { limit: 5 })
    expect(Date.now() - began).toBeLessThan(3500)
    expect(page).toMatchObject({ items: [{ id: String(id) }], position: null })
  })

  it('is replaced when its claim ends, also while somebody waits for it', async () => {
    const { ana, ben } = await reader()
    const id = await onePost(ben)
    await deadBuilder(ana)
    await redis.pexpire(homeOf(ana), 300)
    expect((await buildTimeline(ana.id))?.ids).toEqual([String(id)])
  })

  it('gives up its claim when PostgreSQL fails: the next builder begins at once', async () => {
    const { ana, ben } = await reader()
    const id = await onePost(ben)
    const { building, release } = await builderAtWork(ana)
    const failed = expect(building).rejects.toThrow()
    await query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    await failed
    await release()
    expect(await rawTimeline(ana)).toBeNull()
    expect((await buildTimeline(ana.id))?.ids).toEqual([String(id)])
  })

  it('claims for ten seconds, and a finished timeline is kept for fourteen days after each reading', async () => {
    const { ana } = await reader()
    const { building, release } = await builderAtWork(ana)
    expect(await redis.ttl(homeOf(ana))).toBeLessThanOrEqual(10)
    await release()
    await building
    await redis.expire(homeOf(ana), 100)
    await readFeedPage(ana.viewer, { limit: 5 })
    expect(await redis.ttl(homeOf(ana))).toBeGreaterThan(14 * 24 * 3600 - 60)
    await redis.expire(homeOf(ana), 100)
    await registerAndRead('some-gateway', [ana.id])
    expect(await redis.ttl(homeOf(ana))).toBeGreaterThan(14 * 24 * 3600 - 60)
  })
})

it('whatever builders, fan-outs and changes do to each other, no post is missing in the end', async () => {
  for (let round = 0; round < 15; round++) {
    const { ana, ben } = await reader()
    await insertPosts(ben, 2)
    const posting = async () => {
      for (const id of await insertPosts(ben, 4)) await fanOutNow(id)
    }
    const dropping = async () => {
      for (let at = 0; at < 3; at++) await dropTimelines([ana.id])
    }
    await Promise.all([
      buildTimeline(ana.id),
      posting(),
      dropping(),
      buildTimeline(ana.id),
      posting(),
      buildTimeline(ana.id),
    ])
    const pages = await walk(ana, 4)
    expect(shown(pages)).toEqual(shown(await whileRedisIsAway(() => walk(ana, 4))))
    expect(pages.flatMap(({ items }) => items)).toHaveLength(10)
  }
})
