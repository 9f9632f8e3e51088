import { beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { gateway } from '@/lib/live/gateway'
import { redis, startRedis } from '@/lib/redis/client'
import { follow, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { drain } from '../../support/jobs'
import { people, person, signIn } from '../../support/people'
import { query } from '../../support/query'
import { insertPosts } from '../../support/rows'
import { connectionOf, openStream, type TestStream, waitFor } from '../../support/streams'
import { putTimeline } from '../../support/timelines'
import { rawStream } from './raw-stream'

beforeAll(startRedis)

describe('streams of one session', () => {
  it('the ninth ends the oldest, which may connect again only much later; the others and another device continue', async () => {
    const ana = await person('Ana')
    const phone = await openStream(await signIn(ana.id))
    const streams: TestStream[] = []
    for (let n = 0; n < 9; n++) streams.push(await openStream(ana))
    const [oldest, ...others] = streams
    await waitFor(() => oldest?.ended() === true)
    expect(oldest?.received.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'too_many' } })
    expect(oldest?.received.at(-1)?.data.retryMs).toBeGreaterThanOrEqual(30_000)
    await openStream(ana)
    await waitFor(() => others[0]?.ended() === true)
    expect(others.slice(1).map((stream) => stream.ended())).toEqual(Array(7).fill(false))
    expect(phone.ended()).toBe(false)
    await post(ana, 'to all that are left')
    await drain()
    await waitFor(() => [...others.slice(1), phone].every((stream) => stream.texts().length === 1))
    expect(oldest?.texts()).toEqual([])
  })
})

describe('of too many streams', () => {
  it('the one ends whose page nobody looks at for the longest time, and nobody else can change that', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const seen = await post(ben, 'on the screen of the oldest page')
    const streams: TestStream[] = []
    for (let n = 0; n < 8; n++) streams.push(await openStream(ana))
    const [oldest] = streams
    const connectionId = oldest ? connectionOf(oldest) : ''
    expect((await ask.view(ana, { connectionId }, { postIds: [String(seen.id)], visible: true })).status).toBe(204)
    // Ben cannot keep hers open, or let it seem idle.
    await ask.view(ben, { connectionId }, { postIds: [], visible: true })
    streams.push(await openStream(ana))
    await waitFor(() => streams[1]?.ended() === true)
    expect(streams.filter((stream) => stream.ended())).toHaveLength(1)
  })
})

describe('a reader who does not read', () => {
  it('is cut when 256 KB wait for him, others miss nothing, and he misses nothing either when he is back', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await follow(ben, ana)
    await follow(cleo, ana)
    const atCleo = await openStream(cleo)
    const atBen = await rawStream(ben)
    await waitFor(() => atBen.body().includes('event: hello'))
    const position = atBen.body().match(/^id: (.+)$/m)?.[1]
    await post(ana, 'before he stopped reading')
    await drain()
    await waitFor(() => atBen.body().includes('before he stopped reading'))
    atBen.pause()
    const big = frame('post', { postId: '1', deleted: true, more: 'x'.repeat(100_000) })
    const connected = () => gateway.connections.of(String(ben.id)).length
    for (let sent = 0; connected() === 1 && sent < 400; sent++) {
      await deliver(redis, [ben.id, cleo.id], { kind: 'event', body: big })
    }
    // Because of the amount that waits, and long before it has waited for ten seconds.
    await expect.poll(connected, { timeout: 3000 }).toBe(0)
    await post(ana, 'while he was away')
    await drain()
    await waitFor(() => atCleo.texts().length === 2)
    const back = await openStream(ben, { position, until: 'replayed' })
    expect(back.texts()).toEqual(['before he stopped reading', 'while he was away'])
    expect(atCleo.texts()).toEqual(['before he stopped reading', 'while he was away'])
    expect(atCleo.ended()).toBe(false)
  })

  it('gets a long replay only as fast as he reads: he is not cut, and in the end has all of it', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    const ids = await insertPosts(ana, 200)
    // Far longer than anybody may write, because the kernels of both ends buffer some megabytes.
    await query(`UPDATE "Post" SET text = repeat('☕', 30000) WHERE "authorId" = $1`, [ana.id])
    const epoch = await putTimeline(ben, { ids })
    const slow = await rawStream({ cookie: ben.cookie, path: `/api/stream?position=${epoch}:1000` })
    slow.pause()
    const held = () => gateway.connections.of(String(ben.id))[0]
    await waitFor(() => held() !== undefined)
    // Whether the replay waits for him or is finished, this frame is written behind it.
    await deliver(redis, [ben.id], { kind: 'event', body: frame('post', { postId: '1', deleted: true }) })
    slow.resume()
    await waitFor(() => slow.body().includes('event: post'))
    expect(slow.body().match(/event: feed/g)).toHaveLength(200)
    expect(slow.body().indexOf('event: replayed')).toBeLessThan(slow.body().indexOf('event: post'))
    expect(slow.closed()).toBe(false)
  })
})
