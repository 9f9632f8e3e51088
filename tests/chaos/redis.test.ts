import { expect, it } from 'vitest'
import { dice, ROUNDS } from './support/dice'
import { expectNothingLost } from './support/inspect'
import { attemptPost, startPosting } from './support/post-attempts'
import { liveAgain } from './support/recovery'
import { request } from './support/request'
import { type Site, startSite } from './support/site'
import type { Villager } from './support/village'
import { pause, until } from './support/waiting'

/** Milliseconds in which new posts must arrive on open screens again once Redis is back. */
const LIVE_WITHIN = 30_000
/** Milliseconds. While Redis is away a post is answered within 500, and a busy machine may need 1500 more. */
const ANSWER_WITHIN = 500 + 1500
/** Milliseconds of an outage. The product must survive a minute, which only the long run has time for. */
const AWAY = process.env.CHAOS_LONG ? 60_000 : 8_000

/** People post while something happens to Redis, and until posts arrive on every screen again. */
async function underLoad(name: string, trouble: (site: Site) => Promise<void>): Promise<Site> {
  const site = await startSite({ name })
  await site.openScreens()
  const stop = startPosting(site, { authors: site.village.people, everyMs: 150, roll: dice(name) })
  await pause(500)
  for (let round = 0; round < ROUNDS; round++) await trouble(site)
  const ms = await liveAgain(site, LIVE_WITHIN)
  console.log(`chaos: ${name}: live again after ${(ms / 1000).toFixed(1)} s`)
  await stop()
  await expectNothingLost(site)
  return site
}

function readerOf({ village }: Site, author: Villager): Villager {
  const readers = village.people.filter((reader) => reader !== author)
  return readers.find((reader) => village.belongs(reader, { author, audience: 'public', sentAt: 0 })) ?? author
}

it('Redis is killed, and restarts with its file', async () => {
  const roll = dice('redis pauses')
  await underLoad('Redis killed', async ({ redis }) => {
    for (let kill = 0; kill < 2; kill++) {
      await redis.kill9()
      await pause(1000 * roll())
      await redis.start()
      await pause(1000 * roll())
    }
  })
})

it('Redis freezes for five seconds', async () => {
  await underLoad('Redis frozen', async ({ redis }) => {
    redis.freeze()
    await pause(5000)
    redis.thaw()
  })
})

it('Redis is flushed, and the queue with it', async () => {
  await underLoad('Redis flushed', async ({ redis }) => {
    await redis.flush()
    await pause(1000)
    await redis.flush()
  })
})

it('Redis restarts from an older copy of its file, without the latest writes', async () => {
  await underLoad('Redis older', async ({ redis }) => {
    redis.keepCopy()
    await pause(2500)
    await redis.comeBackOlder()
  })
})

it('only web loses Redis: first its commands get no answer, then its connections break', async () => {
  await underLoad('Redis out of reach', async ({ web }) => {
    web.toRedis.hold()
    await pause(3000)
    web.toRedis.cut()
    web.toRedis.release()
  })
})

it('every connection to Redis dies without a sign, and new ones work', async () => {
  await underLoad('Redis half open', async ({ webs, jobs }) => {
    for (const { toRedis } of [...webs, ...jobs]) toRedis.silence()
    await pause(1000)
  })
})

it('web gets no messages, and its connection shows no sign of that: what changed meanwhile is on the screens afterwards', async () => {
  const site = await startSite({ name: 'Changes half open' })
  await site.openScreens()
  const author = site.village.people[0]
  if (!author) throw new Error('the site has no people')
  const screen = site.screens.find(({ reader }) => reader === readerOf(site, author))
  if (!screen) throw new Error('nobody reads')
  const posts = await Promise.all([1, 2, 3].map(() => attemptPost(site, { author })))
  const change = (at: number, how: { method: string; body?: object }) =>
    request(`${site.address}/api/posts/${posts[at]?.postId}`, { ...how, cookie: author.cookie })
  const shown = () => {
    const texts = new Map(screen.visible().map(({ id, text }) => [id, text]))
    return posts.map(({ postId }) => texts.get(postId ?? '') ?? 'gone')
  }
  await until('the posts are on the screen', 10_000, () => !shown().includes('gone'))
  for (const { toRedis } of site.webs) toRedis.silence()
  await change(0, { method: 'PATCH', body: { text: 'edited' } })
  await change(1, { method: 'PATCH', body: { audience: 'only_me' } })
  await change(2, { method: 'DELETE' })
  await until('the screen is right', LIVE_WITHIN, () => shown().join() === 'edited,gone,gone')
  await change(1, { method: 'PATCH', body: { audience: 'public' } })
  await until('the widened post is back', 10_000, () => shown()[1] === posts[1]?.marker)
})

it('the master becomes a replica that stays at its old connections, and another has its address', async () => {
  await underLoad('Redis demoted', async ({ redis }) => {
    await redis.failOver(await redis.addReplica())
    await pause(1000)
  })
})

it('the master dies, and Sentinels make its replica the master', async () => {
  const site = await startSite({ name: 'Redis with Sentinels', sentinels: true })
  await site.openScreens()
  const stop = startPosting(site, { authors: site.village.people, everyMs: 150, roll: dice('sentinels') })
  await pause(1000)
  const [replica] = site.replicas
  if (!replica) throw new Error('this site has no replica')
  await site.redis.kill9()
  site.redis.adopt(replica)
  const ms = await liveAgain(site, LIVE_WITHIN)
  console.log(`chaos: Sentinels: live again after ${(ms / 1000).toFixed(1)} s`)
  await stop()
  await expectNothingLost(site)
})

it(`Redis is away for ${AWAY / 1000} seconds: people go on posting and reading, and stay signed in`, async () => {
  await underLoad('Redis away', async (site) => {
    await site.redis.kill9()
    const until = Date.now() + AWAY
    const slowest = { post: 0, feed: 0 }
    while (Date.now() < until) {
      for (const author of site.village.people.slice(0, 4)) {
        const { outcome, marker, sentAt, endedAt } = await attemptPost(site, { author })
        expect(outcome).toBe('ok')
        slowest.post = Math.max(slowest.post, endedAt - sentAt)
        const reader = readerOf(site, author)
        const asked = Date.now()
        const { status, body } = await request(`${site.address}/api/feed`, { cookie: reader.cookie })
        slowest.feed = Math.max(slowest.feed, Date.now() - asked)
        expect(status).toBe(200)
        expect(body.items.map(({ text }: { text: string }) => text)).toContain(marker)
      }
      await pause(500)
    }
    console.log('chaos: slowest while Redis was away, in ms:', slowest)
    expect(Math.max(slowest.post, slowest.feed)).toBeLessThan(ANSWER_WITHIN)
    await site.redis.start()
  })
})

it('web starts while its connections to Redis break again and again: later it enqueues every event itself, without the relay', async () => {
  const site = await startSite({ name: 'Redis flickering' })
  const { program, toRedis } = site.web
  program.kill9()
  await program.ended()
  const flicker = setInterval(() => toRedis.cut(), 40)
  await program.start()
  await pause(1000)
  clearInterval(flicker)
  await site.openScreens()
  await liveAgain(site, LIVE_WITHIN)
  const { rows } = await site.pool.query(`SELECT now() AS since`)
  for (const author of site.village.people) expect((await attemptPost(site, { author })).outcome).toBe('ok')
  await expectNothingLost(site)
  const { rows: relayed } = await site.pool.query(
    `SELECT id FROM "OutboxEvent" WHERE "createdAt" > $1 AND attempts > 0`,
    [rows[0].since],
  )
  expect(relayed).toEqual([])
})
