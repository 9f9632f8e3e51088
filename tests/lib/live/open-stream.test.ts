import { beforeAll, describe, expect, it, vi } from 'vitest'
import { deliver } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { gateway } from '@/lib/live/gateway'
import { redis, startRedis } from '@/lib/redis/client'
import { feedTexts, follow, post, readFeed } from '../../support/acts'
import { drain } from '../../support/jobs'
import { gatewaysOf } from '../../support/listeners'
import { holdTable } from '../../support/locks'
import { type Person, people, person } from '../../support/people'
import { insertPosts } from '../../support/rows'
import { openStream, waitFor } from '../../support/streams'
import { putTimeline, rawTimeline } from '../../support/timelines'
import { rawStream } from './raw-stream'

beforeAll(startRedis)

async function reader(): Promise<{ ben: Person; ana: Person }> {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ben, ana)
  return { ana, ben }
}

async function say(ana: Person, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await post(ana, text)
    await drain()
  }
}

const ZERO = { version: '0', unseen: 0, unread: 0, headSeq: '0' }

describe('Ben opens his stream', () => {
  it('without a position: live from now, with the position of his timeline', async () => {
    const { ana, ben } = await reader()
    await say(ana, 'earlier')
    const stream = await openStream(ben)
    const [hello] = stream.received
    const top = `${(await rawTimeline(ben))?.epoch}:${(await rawTimeline(ben))?.top}`
    expect(hello).toMatchObject({ event: 'hello', id: top, data: { mode: 'live', position: top, notifications: ZERO } })
    expect(hello?.data.connectionId).toMatch(/^[\w-]{12}$/)
    expect(Math.abs(Date.parse(hello?.data.serverTime) - Date.now())).toBeLessThan(5000)
    expect(Object.keys(hello?.data ?? {}).sort()).toEqual(
      ['connectionId', 'mode', 'notifications', 'position', 'serverTime'].sort(),
    )
    await say(ana, 'now')
    await waitFor(() => stream.texts().length === 1)
    expect(stream.received.map(({ event }) => event)).toEqual(['hello', 'feed'])
  })

  it('at the position where he stopped: live, and no post a second time', async () => {
    const { ana, ben } = await reader()
    await say(ana, 'earlier')
    const { position } = await readFeed(ben)
    const stream = await openStream(ben, { position: position ?? '' })
    expect(stream.of('hello')[0]).toMatchObject({ id: position, data: { mode: 'live', position } })
    await say(ana, 'now')
    await waitFor(() => stream.texts().length === 1)
    expect(stream.texts()).toEqual(['now'])
  })

  it('after he missed posts: his own position, the posts with theirs, and the position that he has reached', async () => {
    const { ana, ben } = await reader()
    const { position } = await readFeed(ben)
    await say(ana, 'one', 'two', 'three')
    const stream = await openStream(ben, { lastEventId: position ?? '', until: 'replayed' })
    const [epoch, offset] = position?.split(':') ?? []
    const at = (more: number) => `${epoch}:${Number(offset) + more}`
    expect(stream.received.map(({ event, id }) => [event, id])).toEqual([
      ['hello', at(0)],
      ...[1, 2, 3].map((more) => ['feed', at(more)]),
      ['replayed', at(3)],
    ])
    expect(stream.of('hello')[0]?.data).toMatchObject({ mode: 'replay', position: at(0) })
    expect(stream.of('hello')[0]?.data.reason).toBeUndefined()
    expect(stream.of('replayed')[0]?.data).toEqual({})
    expect(stream.texts()).toEqual(['one', 'two', 'three'])
    // A post in a frame has nothing that depends on one reader, replayed or live.
    await say(ana, 'four')
    await waitFor(() => stream.texts().length === 4)
    for (const { data } of stream.of('feed')) expect(data.post).not.toHaveProperty('viewer')
  })

  it('the header Last-Event-ID, which the browser sends by itself, is used before the position in the address', async () => {
    const { ana, ben } = await reader()
    const { position: old } = await readFeed(ben)
    await say(ana, 'one')
    const { position: present } = await readFeed(ben)
    const stream = await openStream(ben, { position: old ?? '', lastEventId: present ?? '' })
    expect(stream.of('hello')[0]?.data.mode).toBe('live')
  })

  it('on two devices: both get the post, at the same position', async () => {
    const { ana, ben } = await reader()
    const streams = [await openStream(ben), await openStream(ben)]
    await say(ana, 'to both')
    await waitFor(() => streams.every((stream) => stream.texts().length === 1))
    const [one, two] = streams.map((stream) => stream.of('feed')[0])
    expect(one).toEqual(two)
    expect(streams[0]?.of('hello')[0]?.data.connectionId).not.toBe(streams[1]?.of('hello')[0]?.data.connectionId)
  })
})

it('what arrives while the stream is opening is buffered, and written behind the hello', async () => {
  const { ben } = await reader()
  const release = await holdTable('Friendship')
  const opening = openStream(ben)
  const held = () => gateway.connections.of(String(ben.id))[0]
  await expect.poll(held).toBeDefined()
  await expect.poll(() => gatewaysOf(ben)).not.toBeNull()
  const connection = held()
  if (!connection) throw new Error('Ben has no connection')
  expect(connection.phase).toBe('opening')
  await expect.poll(() => gateway.subscribed).toBe(true)
  const received = vi.spyOn(connection, 'writeEvent')
  await deliver(redis, [ben.id], { kind: 'event', body: frame('post', { postId: '7', deleted: true }) })
  await expect.poll(() => received.mock.results).toEqual([{ type: 'return', value: 'buffered' }])
  await release()
  const stream = await opening
  await waitFor(() => stream.of('post').length === 1)
  expect(stream.received.map(({ event }) => event)).toEqual(['hello', 'post'])
})

describe('Ben connects with a position that cannot be continued, and is told to reload', () => {
  async function expectReset(ben: Person, position: string, reason: string): Promise<void> {
    const stream = await openStream(ben, { position })
    const { position: top } = await readFeed(ben)
    expect(stream.of('hello')[0]).toMatchObject({ id: top, data: { mode: 'reset', reason, position: top } })
    const { withinMs } = stream.of('hello')[0]?.data ?? {}
    expect(withinMs).toBeGreaterThanOrEqual(0)
    expect(withinMs).toBeLessThanOrEqual(15_000)
    expect(stream.texts()).toEqual([])
    // Live frames continue from the position that he got.
    const back = await openStream(ben, { position: top ?? '' })
    expect(back.of('hello')[0]?.data.mode).toBe('live')
  }

  it.each(['nonsense', '1-abc:7', '9'.repeat(2000), '1-abc:-1', '1-abc:99999999999999999999', '💐:1', ':'])(
    'epoch: %s',
    async (position) => {
      const { ana, ben } = await reader()
      await say(ana, 'hello')
      await expectReset(ben, position, 'epoch')
      expect(await feedTexts(ben)).toEqual(['hello'])
    },
  )

  it('epoch: one of Cleo’s', async () => {
    const { ben } = await reader()
    const cleo = await person('Cleo')
    await expectReset(ben, (await readFeed(cleo)).position ?? '', 'epoch')
  })

  it('ahead: further than his timeline goes', async () => {
    const { ben } = await reader()
    const [epoch, offset] = (await readFeed(ben)).position?.split(':') ?? []
    await expectReset(ben, `${epoch}:${Number(offset) + 1}`, 'ahead')
  })

  it('trimmed: what followed was cut', async () => {
    const { ana, ben } = await reader()
    const ids = await insertPosts(ana, 5)
    const epoch = await putTimeline(ben, { ids, base: 2000, floor: 0n })
    await expectReset(ben, `${epoch}:1999`, 'trimmed')
    const last = await openStream(ben, { position: `${epoch}:2000`, until: 'replayed' })
    expect(last.texts()).toHaveLength(5)
  })

  it('limit: 201 missed are too many, 200 are not', async () => {
    const { ana, ben } = await reader()
    const ids = await insertPosts(ana, 201)
    const epoch = await putTimeline(ben, { ids, base: 2000 })
    await expectReset(ben, `${epoch}:2000`, 'limit')
    const back = await openStream(ben, { position: `${epoch}:2001`, until: 'replayed' })
    expect(back.texts()).toHaveLength(200)
    expect(back.lastId()).toBe(`${epoch}:2201`)
  })
})

describe('on the wire', () => {
  it('the first bytes come at once, with headers by which proxies neither store nor change the stream', async () => {
    const { ben } = await reader()
    const stream = await rawStream(ben)
    await waitFor(() => stream.body().includes('event: hello'))
    expect(stream.status()).toBe(200)
    expect(stream.head()).toContain('content-type: text/event-stream')
    expect(stream.head()).toContain('cache-control: no-cache, no-transform')
    expect(stream.head()).toContain('x-accel-buffering: no')
    expect(stream.head()).not.toContain('transfer-encoding')
    expect(stream.body().startsWith('retry: ')).toBe(true)
  })

  it('every event is one line of JSON, whatever people write', async () => {
    const { ana, ben } = await reader()
    const stream = await rawStream(ben)
    await waitFor(() => stream.body().includes('event: hello'))
    const text = 'data: no\n\nevent: bye\r\nid: 1 \u2028 \u0085 🫖 </script>'
    const { id } = await post(ana, text)
    await drain()
    await waitFor(() => stream.body().includes(id))
    const all = stream.body().split('\n\n').filter(Boolean)
    const blocks = all.filter((block) => !block.startsWith('event: heartbeat\n'))
    expect(blocks.map((block) => block.match(/^event: (\w+)$/m)?.[1])).toEqual([undefined, 'hello', 'feed'])
    const lines = blocks.at(-1)?.split('\n') ?? []
    expect(lines.map((line) => line.split(':')[0])).toEqual(['id', 'event', 'data'])
    expect(JSON.parse(lines[2]?.slice(6) ?? '').post.text).toBe(text)
  })
})
