import { beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { writeMessage } from '@/lib/delivery/message'
import { checkPositions } from '@/lib/live/check-positions'
import { gateway } from '@/lib/live/gateway'
import { bucketOf } from '@/lib/redis/buckets'
import { redis, startRedis } from '@/lib/redis/client'
import { gatewayChannel } from '@/lib/redis/keys'
import { feedTexts, follow, post } from '../../support/acts'
import { fanOutNow } from '../../support/fan-outs'
import { drain } from '../../support/jobs'
import { gatewaysOf, holdConnections, listenAs, loseConnections } from '../../support/listeners'
import { type Person, people, person } from '../../support/people'
import { insertPosts } from '../../support/rows'
import { openStream, type TestStream, waitFor } from '../../support/streams'
import { homeOf, putTimeline, rawTimeline } from '../../support/timelines'

beforeAll(startRedis)

async function listening(): Promise<{ ana: Person; ben: Person; atBen: TestStream; epoch: string; offset: number }> {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ben, ana)
  const atBen = await openStream(ben)
  const [epoch = '', offset = ''] = atBen.lastId().split(':')
  return { ana, ben, atBen, epoch, offset: Number(offset) }
}

/** Appends as the script does, but publishes nothing, as if the message was lost. */
async function appendWithoutMessage(ben: Person, ids: bigint[]): Promise<void> {
  await redis.rpush(homeOf(ben), ...ids.map(String))
}

const postIds = (stream: TestStream) => stream.of('feed').map(({ data }) => BigInt(data.post.id))
const offsets = (stream: TestStream) => stream.of('feed').map(({ id }) => Number(id.split(':')[1]))

describe('a message that got lost', () => {
  it('is found by the position check: the posts are written in order, once, and live frames continue behind them', async () => {
    const { ana, ben, atBen, offset } = await listening()
    const lost = await insertPosts(ana, 3)
    await appendWithoutMessage(ben, lost)
    await Promise.all([checkPositions(gateway), checkPositions(gateway)])
    await waitFor(() => atBen.of('feed').length === 3)
    const next = await insertPosts(ana, 1)
    await fanOutNow(next[0] ?? 0n)
    await waitFor(() => atBen.of('feed').length === 4)
    expect(postIds(atBen)).toEqual([...lost, ...next])
    expect(offsets(atBen)).toEqual([1, 2, 3, 4].map((more) => offset + more))
    expect(atBen.of('reset')).toEqual([])
  })

  it('while the stream is catching up is found soon after, because the check could not look at it then', async () => {
    const { ana, ben, atBen } = await listening()
    const [connection] = gateway.connections.of(String(ben.id))
    if (!connection) throw new Error('Ben has no connection')
    connection.startCatchUp()
    const lost = await insertPosts(ana, 1)
    await appendWithoutMessage(ben, lost)
    await checkPositions(gateway)
    gateway.resets.goLive(connection)
    await waitFor(() => atBen.of('feed').length === 1)
    expect(postIds(atBen)).toEqual(lost)
  })

  it('is noticed when the next one arrives, before any check', async () => {
    const { ana, ben, atBen, offset } = await listening()
    const [lost = 0n, next = 0n] = await insertPosts(ana, 2)
    await appendWithoutMessage(ben, [lost])
    await fanOutNow(next)
    await waitFor(() => atBen.of('feed').length === 2)
    expect([postIds(atBen), offsets(atBen)]).toEqual([
      [lost, next],
      [offset + 1, offset + 2],
    ])
    expect(atBen.of('reset')).toEqual([])
  })

  it('of a post that Ben may not see changes his position without a frame', async () => {
    const { ben, atBen } = await listening()
    const cleo = await person('Cleo')
    await appendWithoutMessage(ben, await insertPosts(cleo, 2))
    await checkPositions(gateway)
    await expect
      .poll(() => gateway.connections.of(String(ben.id))[0]?.position?.offset)
      .toBe((await rawTimeline(ben))?.top)
    expect(atBen.received.map(({ event }) => event)).toEqual(['hello'])
  })

  it('and 200 others with it: Ben is told to reload', async () => {
    const { ana, ben, atBen } = await listening()
    await appendWithoutMessage(ben, await insertPosts(ana, 201))
    await checkPositions(gateway)
    await waitFor(() => atBen.of('reset').length === 1)
    expect(atBen.of('reset')[0]?.data.reason).toBe('limit')
    expect(atBen.of('feed')).toEqual([])
  })
})

describe('a message that comes twice', () => {
  it('is shown once', async () => {
    const { ana, ben, atBen, epoch, offset } = await listening()
    await post(ana, 'once')
    await drain()
    await waitFor(() => atBen.texts().length === 1)
    const again = writeMessage({
      kind: 'feed',
      to: `${ben.id} ${epoch}:${offset + 1}`,
      body: frame('feed', { post: { id: '1', text: 'again' } }),
    })
    await redis.publish(gatewayChannel(bucketOf(ben.id), gateway.id), again)
    await post(ana, 'two')
    await drain()
    await waitFor(() => atBen.texts().length === 2)
    expect(atBen.texts()).toEqual(['once', 'two'])
  })
})

describe('the check finds that Ben’s timeline', () => {
  it('is shorter than what he holds: ahead', async () => {
    const { ana, ben, atBen } = await listening()
    await post(ana, 'kept')
    await post(ana, 'lost by Redis')
    await drain()
    await waitFor(() => atBen.texts().length === 2)
    await redis.rpop(homeOf(ben))
    await checkPositions(gateway)
    await waitFor(() => atBen.of('reset').length === 1)
    expect(atBen.of('reset')[0]?.data).toMatchObject({ reason: 'ahead', withinMs: 0 })
  })

  it('is gone: epoch, and it is built again', async () => {
    const { ana, ben, atBen, epoch } = await listening()
    await post(ana, 'hello')
    await drain()
    await waitFor(() => atBen.texts().length === 1)
    await redis.del(homeOf(ben))
    await checkPositions(gateway)
    await waitFor(() => atBen.of('reset').length === 1)
    const [reset] = atBen.of('reset')
    expect(reset?.data.reason).toBe('epoch')
    expect(reset?.id).toBe(`${(await rawTimeline(ben))?.epoch}:${(await rawTimeline(ben))?.top}`)
    expect(reset?.id.startsWith(epoch)).toBe(false)
    expect(await feedTexts(ben)).toEqual(['hello'])
    await post(ana, 'goes on')
    await drain()
    await waitFor(() => atBen.texts().length === 2)
    expect(atBen.texts()).toEqual(['hello', 'goes on'])
  })

  it('ends where Ben’s position is: no reset, also while posts are fanned out', async () => {
    const { ana, atBen, offset } = await listening()
    const ids = await insertPosts(ana, 40)
    const posting = (async () => {
      for (const id of ids) await fanOutNow(id)
    })()
    let done = false
    void posting.finally(() => {
      done = true
    })
    while (!done) await checkPositions(gateway)
    await waitFor(() => atBen.of('feed').length === 40)
    await checkPositions(gateway)
    expect(offsets(atBen)).toEqual(ids.map((_, at) => offset + 1 + at))
    expect(atBen.of('reset')).toEqual([])
  })
})

describe('the registration of a gateway', () => {
  it('for Ben is lost in Redis: he gets nothing until the check; then what he missed, and every later post', async () => {
    const { ana, ben, atBen } = await listening()
    await loseConnections(ben)
    const [missed = 0n, later = 0n] = await insertPosts(ana, 2)
    await fanOutNow(missed)
    await checkPositions(gateway)
    expect(await gatewaysOf(ben)).toBe(gateway.id)
    await fanOutNow(later)
    await waitFor(() => atBen.of('feed').length === 2)
    expect(postIds(atBen)).toEqual([missed, later])
  })

  it('for Cleo, who has disconnected, is removed when a frame for her arrives; Ben’s stays, and so do those of other gateways', async () => {
    const { ana, ben, atBen } = await listening()
    const cleo = await person('Cleo')
    // It has a lease, so that it is not removed.
    await listenAs('another')
    await holdConnections(cleo, gateway.id, 'another')
    await deliver(redis, [ben.id, cleo.id], { kind: 'event', body: frame('post', { postId: '1', deleted: true }) })
    await waitFor(() => atBen.of('post').length === 1)
    await expect.poll(() => gatewaysOf(cleo)).toBe('another')
    // The same for a post.
    await holdConnections(cleo, 'another', gateway.id)
    await follow(cleo, ana)
    await putTimeline(cleo, { ids: [] })
    await fanOutNow((await insertPosts(ana, 1))[0] ?? 0n)
    await waitFor(() => atBen.of('feed').length === 1)
    await expect.poll(() => gatewaysOf(cleo)).toBe('another')
    expect(await gatewaysOf(ben)).toBe(gateway.id)
  })

  it('is removed at once when a person closes the last stream, and not when one of two is closed', async () => {
    const { ben, atBen } = await listening()
    const second = await openStream(ben)
    second.close()
    await expect.poll(() => gateway.connections.of(String(ben.id)).length).toBe(1)
    expect(await gatewaysOf(ben)).toBe(gateway.id)
    atBen.close()
    await expect.poll(() => gatewaysOf(ben)).toBeNull()
  })
})
