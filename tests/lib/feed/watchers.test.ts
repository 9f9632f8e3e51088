import { beforeAll, describe, expect, it } from 'vitest'
import { readWatchers } from '@/lib/feed/watchers'
import { isRedisAway, redis, startRedis } from '@/lib/redis/client'
import { watchersKey } from '@/lib/redis/keys'
import { block, deletePost, edit, post, showPosts } from '../../support/acts'
import { ask } from '../../support/ask'
import { people, person } from '../../support/people'
import { freezeRedis, thawRedis } from '../../support/redis'

beforeAll(startRedis)

const [LAPTOP, PHONE] = ['laptop-12345', 'phone_123456']

const watchers = async ({ id }: { id: string }) => [...(await readWatchers(redis, BigInt(id)))]
const keyOf = ({ id }: { id: string }) => watchersKey(id)

describe('Cleo’s browser reports what it shows', () => {
  it('and she is a watcher for two minutes, and longer when it reports again', async () => {
    const [ana, cleo] = await people('Ana', 'Cleo')
    const posts = [await post(ana, 'one'), await post(ana, 'two'), await post(ana, 'three')] as const
    expect(await showPosts(cleo, [posts[0], posts[1]], { connectionId: LAPTOP })).toBeNull()
    for (const one of [posts[0], posts[1]]) {
      expect(await watchers(one)).toEqual([cleo.id])
      expect(await redis.pttl(keyOf(one))).toBeGreaterThan(110_000)
      await redis.pexpire(keyOf(one), 5000)
    }
    expect(await watchers(posts[2])).toEqual([])
    await showPosts(cleo, [posts[0]], { connectionId: LAPTOP })
    expect(await redis.pttl(keyOf(posts[0]))).toBeGreaterThan(110_000)
    expect(await redis.pttl(keyOf(posts[1]))).toBeLessThanOrEqual(5000)
  })

  it('and when it has not done so lately she is no watcher, and the next report of anybody removes her', async () => {
    const [ana, cleo] = await people('Ana', 'Cleo')
    const written = await post(ana, 'one')
    await showPosts(ana, [written], { connectionId: PHONE })
    await showPosts(cleo, [written], { connectionId: LAPTOP })
    await redis.zadd(keyOf(written), String(Date.now() - 1), `${cleo.id}:${LAPTOP}`)
    expect(await watchers(written)).toEqual([ana.id])
    await showPosts(ana, [written], { connectionId: PHONE })
    expect(await redis.zcard(keyOf(written))).toBe(1)
  })

  it('on two devices: what one hides, the other may still show', async () => {
    const [ana, cleo] = await people('Ana', 'Cleo')
    const written = await post(ana, 'one')
    for (const connectionId of [LAPTOP, PHONE]) await showPosts(cleo, [written], { connectionId })
    expect(await watchers(written)).toEqual([cleo.id])
    await showPosts(cleo, [written], { connectionId: LAPTOP, visible: false })
    expect(await watchers(written)).toEqual([cleo.id])
    await showPosts(cleo, [written], { connectionId: PHONE, visible: false })
    expect(await watchers(written)).toEqual([])
    expect(await redis.exists(keyOf(written))).toBe(0)
  })

  it('and the answer does not show which of the posts she may see; the others are ignored', async () => {
    const [ana, cleo] = await people('Ana', 'Cleo')
    const [seen, hidden, gone] = [
      await post(ana, 'for all'),
      await post(ana, 'for friends', { audience: 'friends' }),
      await post(ana, 'gone'),
    ]
    await deletePost(ana, gone)
    expect(await showPosts(cleo, [hidden, seen, gone, { id: '1' }], { connectionId: LAPTOP })).toBeNull()
    expect(await watchers(seen)).toEqual([cleo.id])
    for (const one of [hidden, gone, { id: '1' }]) expect(await redis.exists(keyOf(one))).toBe(0)
    await edit(ana, seen, { audience: 'only_me' })
    await showPosts(cleo, [seen], { connectionId: PHONE })
    // Only the browser that had it on screen before stays a watcher.
    expect(await redis.zrange(keyOf(seen), '0', '-1')).toEqual([`${cleo.id}:${LAPTOP}`])
    const blocked = await person('Emil')
    const other = await post(ana, 'not for Emil')
    await block(ana, blocked)
    await showPosts(blocked, [other], { connectionId: PHONE })
    expect(await watchers(other)).toEqual([])
  })

  it('while Redis does not answer: 204 all the same, because a report is only a hint', async () => {
    const [ana, cleo] = await people('Ana', 'Cleo')
    const written = await post(ana, 'one')
    freezeRedis()
    try {
      await showPosts(cleo, [written], { connectionId: LAPTOP })
    } finally {
      thawRedis()
    }
    await expect.poll(isRedisAway, { timeout: 5000 }).toBe(false)
  })
})

describe('a report that is not valid', () => {
  it.each(['', 'short', 'x'.repeat(13), 'laptop 12345', '../../../etc', 'laptop-1234%', 'läptop-12345'])(
    'from the connection "%s" is refused',
    async (connectionId) => {
      const [ana, cleo] = await people('Ana', 'Cleo')
      const { status, body } = await ask.view(
        cleo,
        { connectionId },
        { postIds: [(await post(ana, 'one')).id], visible: true },
      )
      expect([status, body.error.code]).toEqual([404, 'not_found'])
    },
  )

  it.each<[string, unknown, number]>([
    ['no JSON', '{', 400],
    ['no posts', { visible: true }, 422],
    ['no visible', { postIds: [] }, 422],
    ['numbers', { postIds: [1], visible: true }, 422],
    ['no ids', { postIds: ['x'], visible: true }, 422],
    ['an id beyond bigint', { postIds: ['9'.repeat(19)], visible: true }, 422],
    ['an unknown key', { postIds: [], visible: true, userId: '1' }, 422],
    ['too many', { postIds: Array(101).fill('1'), visible: true }, 422],
    ['a huge body', { postIds: ['1'.repeat(300_000)], visible: true }, 413],
  ])('%s is refused', async (_, body, status) => {
    const cleo = await person('Cleo')
    const answer = await ask.view(cleo, { connectionId: LAPTOP }, body)
    expect(answer.status).toBe(status)
  })

  it('no posts, a hundred, and the same one many times are accepted; no session and another content type are not', async () => {
    const [ana, cleo] = await people('Ana', 'Cleo')
    const written = await post(ana, 'one')
    const put = (postIds: string[], headers?: Record<string, string>) =>
      ask.view(cleo, { connectionId: LAPTOP }, { postIds, visible: true }, { headers })
    expect((await put([])).status).toBe(204)
    expect((await put(Array(100).fill(written.id))).status).toBe(204)
    expect(await redis.zcard(keyOf(written))).toBe(1)
    expect((await put([], { 'content-type': 'text/plain' })).status).toBe(415)
    const [where, what] = [{ connectionId: LAPTOP }, { postIds: [written.id], visible: true }]
    expect((await ask.view(undefined, where, what)).status).toBe(401)
  })
})
