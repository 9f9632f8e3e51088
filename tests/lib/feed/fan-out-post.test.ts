import { beforeAll, describe, expect, it, vi } from 'vitest'
import { fanOutPost } from '@/lib/feed/fan-out-post'
import { bucketOf } from '@/lib/redis/buckets'
import { redis, startRedis } from '@/lib/redis/client'
import { fannedKey, gatewayKey, homeKey } from '@/lib/redis/keys'
import { befriend, block, deletePost, follow, mute } from '../../support/acts'
import { fanOutNow } from '../../support/fan-outs'
import { gatewaysOf, holdConnections, listenAs } from '../../support/listeners'
import { holdTable, waitingForLocks } from '../../support/locks'
import { people, person } from '../../support/people'
import { query } from '../../support/query'
import { insertFollow, insertFollowers, insertPosts } from '../../support/rows'
import { putTimeline, putTimelines, rawTimeline, timesInTimelines } from '../../support/timelines'

beforeAll(startRedis)

const onePost = async (author: { id: bigint }) => (await insertPosts(author, 1))[0] ?? 0n

describe('a post of somebody with 2,300 followers', () => {
  it('is in each timeline once, also when its job runs again, as another attempt, or twice at the same time', async () => {
    const ana = await person('Ana')
    const crowd = await insertFollowers(ana, 2300)
    await putTimelines(crowd)
    const id = await onePost(ana)
    await Promise.all([fanOutNow(id, { eventId: 1001n }), fanOutNow(id, { eventId: 1001n, repeat: true })])
    expect(await timesInTimelines(crowd, id)).toEqual({ 1: 2300 })
    await fanOutNow(id, { eventId: 1001n, repeat: true })
    // The marks are lost: the repeat must look for the post before it appends.
    await redis.del(...(await redis.keys('fanned:*')))
    await fanOutNow(id, { eventId: 1001n, repeat: true })
    expect(await timesInTimelines(crowd, id)).toEqual({ 1: 2300 })
  })

  it('reaches everybody once although people leave and come between two runs, of which the first was killed', async () => {
    const ana = await person('Ana')
    const crowd = await insertFollowers(ana, 2300)
    await putTimelines(crowd)
    const id = await onePost(ana)
    await fanOutNow(id, { eventId: 1002n })
    // As if the first run was killed after its first thousand: the others have neither the post nor a mark.
    const [first, last] = [crowd.slice(0, 1000), crowd.slice(1000)]
    await Promise.all(last.map((one) => redis.lrem(homeKey(one), 0, String(id))))
    const marks = await redis.keys('fanned:*:1002:*')
    expect(marks).toHaveLength(3)
    const mark = fannedKey(bucketOf(ana.id), { eventId: 1002n, after: 0n, last: first.at(-1) ?? 0n })
    await redis.del(...marks.filter((key) => key !== mark))
    // Every later chunk now has other ends.
    await query('DELETE FROM "Follow" WHERE "followeeId" = $1 AND "followerId" = ANY ($2)', [
      ana.id,
      crowd.slice(10, 17),
    ])
    const newcomers = await insertFollowers(await person('Emil'), 5)
    await query('INSERT INTO "Follow" ("followerId", "followeeId") SELECT unnest($2::bigint[]), $1', [
      ana.id,
      newcomers,
    ])
    await putTimelines(newcomers)
    await fanOutNow(id, { eventId: 1002n, repeat: true })
    expect(await timesInTimelines([...crowd, ...newcomers], id)).toEqual({ 1: 2305 })
  })
})

describe('a process that was frozen in the middle of a fan-out', () => {
  it('doubles nothing when it goes on, though another has done the work in other ranges long ago', async () => {
    const ana = await person('Ana')
    const crowd = await insertFollowers(ana, 50)
    await putTimelines(crowd)
    await holdConnections({ id: crowd[0] ?? 0n }, 'alive')
    const frames = await listenAs('alive')
    const id = await onePost(ana)
    let goOn = () => {}
    const frozen = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let isFrozen = false
    const send = (...args: Parameters<typeof redis.evalsha>) => {
      isFrozen = true
      return frozen.then(() => redis.evalsha(...args))
    }
    const slow = new Proxy(redis, {
      get: (target, name) => (name === 'evalsha' ? send : Reflect.get(target, name)),
    })
    const first = fanOutPost({ redis: slow, eventId: 1003n, postId: id, repeat: false })
    await expect.poll(() => isFrozen).toBe(true)
    await query('DELETE FROM "Follow" WHERE "followeeId" = $1 AND "followerId" = $2', [ana.id, crowd.at(-1)])
    await fanOutNow(id, { eventId: 1003n, repeat: true })
    const newer = await insertPosts(ana, 100)
    for (const one of crowd.slice(0, -1)) await redis.rpush(homeKey(one), ...newer.map(String))
    // Longer than the facts hold.
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const now = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000)
    goOn()
    await first
    vi.restoreAllMocks()
    expect(await timesInTimelines(crowd.slice(0, -1), id)).toEqual({ 1: 49 })
    expect(frames.filter((frame) => frame?.kind === 'feed')).toHaveLength(1)
  })
})

describe('who gets a post', () => {
  it('Ben follows and gets it, and so does Ana herself; people with a block or a mute between them and Ana do not', async () => {
    const [ana, ben, cleo, dana, emil] = await Promise.all(['Ana', 'Ben', 'Cleo', 'Dana', 'Emil'].map(person))
    if (!ana || !ben || !cleo || !dana || !emil) throw new Error('somebody is missing')
    for (const follower of [ben, cleo, dana, emil]) await follow(follower, ana)
    await block(ana, cleo)
    await insertFollow(cleo, ana)
    await block(dana, ana)
    await insertFollow(dana, ana)
    await mute(emil, ana)
    const stranger = await person('Fay')
    const all = [ana, ben, cleo, dana, emil, stranger]
    for (const one of all) await putTimeline(one, { ids: [] })
    const id = await onePost(ana)
    await fanOutNow(id)
    const lengths = await Promise.all(all.map(async (one) => (await rawTimeline(one))?.ids.length))
    expect(lengths).toEqual([1, 1, 0, 0, 0, 0])
  })

  it.each([
    ['public', [1, 1, 1]],
    ['friends', [1, 1, 0]],
    ['only_me', [1, 0, 0]],
  ])('for %s: Ana herself, Ben her friend, Cleo who follows', async (audience, wanted) => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await befriend(ana, ben)
    await follow(cleo, ana)
    for (const one of [ana, ben, cleo]) await putTimeline(one, { ids: [] })
    const id = await onePost(ana)
    await query('UPDATE "Post" SET audience = $2 WHERE id = $1', [id, audience])
    await fanOutNow(id)
    const lengths = await Promise.all([ana, ben, cleo].map(async (one) => (await rawTimeline(one))?.ids.length))
    expect(lengths).toEqual(wanted)
  })
})

describe('a post that was widened from friends to all', () => {
  it('goes to Cleo, who follows; not to Ben, a friend, who could see it before, whatever his timeline holds', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await befriend(ana, ben)
    await follow(cleo, ana)
    for (const one of [ana, ben, cleo]) await putTimeline(one, { ids: [] })
    const id = await onePost(ana)
    await fanOutNow(id, { before: 'friends' })
    const lengths = await Promise.all([ana, ben, cleo].map(async (one) => (await rawTimeline(one))?.ids.length))
    expect(lengths).toEqual([0, 0, 1])
    // When nobody could see it before, it goes to all who do not have it, however far back.
    const later = await insertPosts(ana, 100)
    await putTimeline(cleo, { ids: [id, ...later] })
    await fanOutNow(id, { before: null })
    const now = await Promise.all([ana, ben, cleo].map(async (one) => (await rawTimeline(one))?.ids.length))
    expect(now).toEqual([1, 1, 101])
  })

  it('among 1,500 friends and as many others: each of the others gets it, although some ranges have nobody to deliver to', async () => {
    const ana = await person('Ana')
    const [friends, others] = [await insertFollowers(ana, 1500), await insertFollowers(await person('Emil'), 1500)]
    await query('INSERT INTO "Follow" ("followerId", "followeeId") SELECT unnest($2::bigint[]), $1', [ana.id, others])
    await query(
      `INSERT INTO "Friendship" ("lowId", "highId", "requestedById", "acceptedAt") SELECT $1, id, $1, now() FROM unnest($2::bigint[]) AS id`,
      [ana.id, friends],
    )
    await putTimelines([...friends, ...others])
    const id = await onePost(ana)
    await fanOutNow(id, { before: 'friends' })
    expect(await timesInTimelines(friends, id)).toEqual({ 0: 1500 })
    expect(await timesInTimelines(others, id)).toEqual({ 1: 1500 })
  })
})

describe('facts that are more than a second old when they are used', () => {
  /** Runs the fan-out, and keeps it waiting for more than a second between reading the post and reading its recipients. */
  async function fanOutSlowly(id: bigint, meanwhile: () => Promise<unknown>): Promise<void> {
    const release = await holdTable('Follow')
    const began = Date.now()
    const running = fanOutNow(id)
    await expect.poll(waitingForLocks).toBe(1)
    await meanwhile()
    await expect.poll(() => Date.now() - began, { timeout: 5000 }).toBeGreaterThan(1100)
    await release()
    await running
  }

  it('is made again: a post that was deleted meanwhile reaches nobody', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    await putTimeline(ben, { ids: [] })
    const id = await onePost(ana)
    await fanOutSlowly(id, () => deletePost(ana, { id: String(id) }))
    expect((await rawTimeline(ben))?.ids).toEqual([])
  })

  it('is made again: a post that is still there reaches its readers once', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    await putTimeline(ben, { ids: [] })
    const id = await onePost(ana)
    await fanOutSlowly(id, async () => undefined)
    expect((await rawTimeline(ben))?.ids).toEqual([String(id)])
  })
})

describe('a gateway that died without leaving', () => {
  it('is removed for everybody who was connected there, and other gateways stay', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await follow(ben, ana)
    await putTimeline(ben, { ids: [] })
    await holdConnections(ben, 'alive', 'dead')
    await holdConnections(cleo, 'dead')
    const received = await listenAs('alive')
    await fanOutNow(await onePost(ana))
    await expect.poll(() => received.length).toBe(1)
    expect([await gatewaysOf(ben), await gatewaysOf(cleo)]).toEqual(['alive', null])
  })

  it('is kept while its lease lasts: its subscription may come back', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    await putTimeline(ben, { ids: [] })
    await holdConnections(ben, 'deaf')
    await redis.set(gatewayKey('deaf'), '1', 'EX', 15)
    await fanOutNow(await onePost(ana))
    expect(await gatewaysOf(ben)).toBe('deaf')
  })
})
