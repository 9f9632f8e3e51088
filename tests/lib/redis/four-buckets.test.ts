import { afterAll, beforeAll, expect, it } from 'vitest'
import { deliverCounts } from '@/lib/feed/deliver-counts'
import { deliverPostChange } from '@/lib/feed/deliver-post-change'
import { dropTimelines } from '@/lib/feed/drop-timelines'
import { readWatchers } from '@/lib/feed/watchers'
import { gateway } from '@/lib/live/gateway'
import { deregister } from '@/lib/live/registration'
import { allBuckets, bucketOf, keySpace } from '@/lib/redis/buckets'
import { redis } from '@/lib/redis/client'
import { homeKey, onlineKey, watchersKey } from '@/lib/redis/keys'
import { edit, feedTexts, follow, like, poll, post, showPosts } from '../../support/acts'
import { drain, startJobs } from '../../support/jobs'
import { type Person, person } from '../../support/people'
import { connectionOf, openStream, type TestStream, waitFor } from '../../support/streams'

const BUCKETS = 4

let ana: Person
/** Followers of Ana, one in each bucket. */
const followers: Person[] = []

beforeAll(async () => {
  keySpace.buckets = BUCKETS
  await startJobs()
  ana = await person('Ana')
  while (followers.length < BUCKETS) {
    const follower = await person('Follower')
    if (bucketOf(follower.id) !== followers.length) continue
    await follow(follower, ana)
    followers.push(follower)
  }
})

afterAll(() => {
  keySpace.buckets = 1
})

const all = (work: (follower: Person) => Promise<unknown>) => Promise.all(followers.map(work))
const last = (stream: TestStream, event: string) => stream.of(event).at(-1)?.data

it('with four buckets a post is read, pushed, polled and changed for followers in each of them', async () => {
  await all(async (follower) => expect(await feedTexts(follower)).toEqual([]))
  for (const follower of followers) expect(await redis.exists(homeKey(follower.id))).toBe(1)
  const streams = await Promise.all(followers.map((follower) => openStream(follower)))
  const { position } = await poll(followers[3] ?? ana)

  // Registration: each bucket knows who is online, with this gateway.
  for (const follower of followers) {
    expect(await redis.hget(onlineKey(bucketOf(follower.id)), String(follower.id))).toBe(gateway.id)
  }

  // Fan-out: one script per bucket appends and publishes.
  const written = await post(ana, 'for all buckets')
  await drain()
  for (const stream of streams) await waitFor(() => stream.texts().includes('for all buckets'), 'the post')
  for (const follower of followers) expect(await redis.lrange(homeKey(follower.id), 1, -1)).toEqual([written.id])
  const marks = await redis.keys('fanned:*')
  expect(new Set(marks.map((mark) => mark.split(':')[1]))).toEqual(new Set(allBuckets().map((bucket) => `{${bucket}}`)))
  await all(async (follower) => expect(await feedTexts(follower)).toEqual(['for all buckets']))
  expect((await poll(followers[3] ?? ana, position)).items.map(({ id }) => id)).toEqual([written.id])

  // Delivery to followers, and to a watcher who does not follow.
  const watcher = await person('Watcher')
  const watching = await openStream(watcher)
  await showPosts(watcher, [written], { connectionId: connectionOf(watching) })
  expect(await redis.exists(watchersKey(written.id))).toBe(1)
  expect([...(await readWatchers(redis, BigInt(written.id)))]).toEqual([watcher.id])
  await like(watcher, written)
  await deliverCounts(redis, BigInt(written.id))
  for (const stream of [...streams, watching])
    await waitFor(() => last(stream, 'post')?.post?.likeCount === 1, 'counts')
  await edit(ana, written, { audience: 'only_me' })
  await deliverPostChange(redis, { postId: BigInt(written.id), before: 'public' })
  for (const stream of [...streams, watching]) await waitFor(() => last(stream, 'post')?.deleted === true, 'its end')

  // Timelines of all buckets are dropped, and the streams start over from new ones.
  await dropTimelines(followers.map(({ id }) => id))
  for (const stream of streams) await waitFor(() => stream.of('reset').length === 1, 'the reset')

  await deregister(
    gateway.id,
    followers.map(({ id }) => id),
  )
  for (const follower of followers) {
    expect(await redis.hexists(onlineKey(bucketOf(follower.id)), String(follower.id))).toBe(0)
  }
  await drain()
})
