import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { frame } from '@/lib/delivery/frame'
import { Connection } from '@/lib/live/connection'
import { StreamResponse } from '@/lib/live/stream-response'
import { waitFor } from '../../support/streams'

/** Every request becomes a connection of Ben, which the test drives. */
const server = createServer((request, response) => {
  const owner = { userId: 7n, sessionId: 'ben-1', network: '127.0.0.1' }
  opened.shift()?.({
    connection: new Connection(owner, new StreamResponse(response, request.socket)),
    socket: request.socket,
  })
})
const opened: ((pair: { connection: Connection; socket: Socket }) => void)[] = []

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

/** A connection, and what its reader has got: each event in short, as `id event data`. */
async function benConnects() {
  const pair = new Promise<{ connection: Connection; socket: Socket }>((resolve) => opened.push(resolve))
  const reader = connect((server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => void reader.destroy())
  let text = ''
  let closed = false
  reader.setEncoding('utf8')
  reader.on('data', (chunk: string) => {
    text += chunk
  })
  reader.on('error', () => undefined)
  reader.on('close', () => {
    closed = true
  })
  reader.write('GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const fields = (block: string) => Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s)))
  const events = () =>
    text
      .slice(text.indexOf('\r\n\r\n') + 4)
      .split('\n\n')
      .map(fields)
      .flatMap(({ id, event, data }) => (event ? [[id, event, data].filter(Boolean).join(' ')] : []))
  return { ...(await pair), reader, text: () => text, events, closed: () => closed }
}

const at = (offset: number) => ({ epoch: '1-abc', offset })
const post = (offset: number) => frame('feed', { post: offset })
const written = (offset: number) => `1-abc:${offset} feed {"post":${offset}}`
const event = (n: number) => frame('post', { n })
const HELLO = 'hello {}'
const hello = { position: at(10), bellVersion: 3n, hello: frame('hello', {}) }

/** Ben's connection is live and he holds position 10. */
async function benIsLive() {
  const ben = await benConnects()
  ben.connection.greet(hello)
  ben.connection.goLive()
  return ben
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/** Ben reads no more, and the buffers of both ends are full: about 100 KB wait in this process, less than the limit. */
async function stopReading({ connection, socket, reader, events }: Awaited<ReturnType<typeof benIsLive>>) {
  await waitFor(() => events().length === 1)
  reader.pause()
  const some = frame('post', { text: 'x'.repeat(16_000) })
  for (let turn = 0; turn < 20; turn++) {
    while (connection.phase === 'live' && socket.writableLength < 100_000) connection.writeEvent(some)
    await nextTurn()
  }
}

describe('opening', () => {
  it('buffers what arrives, and writes it behind the hello', async () => {
    const { connection, events } = await benConnects()
    expect(connection.phase).toBe('opening')
    expect(connection.position).toBeNull()
    expect(connection.writePost(at(11), post(11))).toBe('buffered')
    expect(connection.writeEvent(event(1))).toBe('buffered')
    connection.greet(hello)
    expect(connection.writePost(at(12), post(12))).toBe('buffered')
    expect(connection.goLive()).toBeNull()
    expect([connection.phase, connection.position]).toEqual(['live', at(12)])
    await waitFor(() => events().length === 4)
    expect(events()).toEqual([HELLO, written(11), 'post {"n":1}', written(12)])
  })

  it('may send the head before the hello, and Ben sees that the stream is open', async () => {
    const { connection, text, events } = await benConnects()
    connection.begin()
    await waitFor(() => text().endsWith('retry: 2000\n\n'))
    expect(text()).toContain('content-type: text/event-stream')
    connection.greet(hello)
    await waitFor(() => events().length === 1)
    expect(text().match(/HTTP\/1\.1/g)).toHaveLength(1)
  })

  it('writes what Ben missed first, and then nothing of it a second time', async () => {
    const { connection, events } = await benConnects()
    for (const offset of [11, 12, 13]) connection.writePost(at(offset), post(offset))
    connection.greet(hello)
    await connection.writeMissed(at(11), post(11))
    // Position 12 is a post that Ben may not see: it counts as reached.
    connection.moveTo(at(12), frame('replayed', {}))
    expect(connection.goLive()).toBeNull()
    await waitFor(() => events().length === 4)
    expect(events()).toEqual([HELLO, written(11), '1-abc:12 replayed {}', written(13)])
  })

  it('answers lag when a post is missing among what it buffered', async () => {
    const { connection, events } = await benConnects()
    connection.greet(hello)
    connection.writePost(at(12), post(12))
    connection.writeEvent(event(1))
    expect(connection.goLive()).toBe('lag')
    expect(connection.position).toEqual(at(10))
    await waitFor(() => events().length === 2)
    expect(events()).toEqual([HELLO, 'post {"n":1}'])
  })

  it('keeps a thousand frames and drops the next; then Ben was too slow and must be reset, once', async () => {
    const { connection, events } = await benConnects()
    connection.greet(hello)
    for (let n = 0; n < 1000; n++) expect(connection.writeEvent(event(n))).toBe('buffered')
    expect(connection.writePost(at(11), post(11))).toBe('dropped')
    expect(connection.writeBell(4n, frame('notifications', {}))).toBe('dropped')
    // The check of bells compares this version, so it finds what was dropped.
    expect(connection.bellVersion).toBe(3n)
    expect(connection.goLive()).toBe('lag')
    await waitFor(() => events().length === 1001)
    connection.startCatchUp()
    expect(connection.goLive()).toBeNull()
  })

  it('answers 204 when the session ends before anything was sent, and 200 with an end otherwise', async () => {
    for (const [reason, status] of [
      ['signed_out', 204],
      ['drain', 200],
    ] as const) {
      const { connection, text, closed } = await benConnects()
      connection.writeEvent(event(1))
      connection.end(reason, 1000)
      expect(connection.phase).toBe('closed')
      await waitFor(() => text().startsWith(`HTTP/1.1 ${status}`))
      await waitFor(closed)
      expect(text()).not.toContain('event:')
    }
  })
})

describe('live', () => {
  it('writes the next post, drops one that Ben has, and says that one is missing', async () => {
    const { connection, events } = await benIsLive()
    expect(connection.writePost(at(11), post(11))).toBe('written')
    expect(connection.writePost(at(11), post(11))).toBe('known')
    expect(connection.writePost(at(9), post(9))).toBe('known')
    expect(connection.writePost(at(13), post(13))).toBe('hole')
    expect(connection.writePost({ epoch: '2-def', offset: 12 }, post(12))).toBe('hole')
    expect(connection.writePost(at(12), post(12))).toBe('written')
    await waitFor(() => events().length === 3)
    expect(events()).toEqual([HELLO, written(11), written(12)])
  })

  it('writes every state of the bell, and remembers the newest version', async () => {
    const { connection, events } = await benIsLive()
    expect(connection.writeBell(5n, frame('notifications', { version: 5 }))).toBe('written')
    expect(connection.writeBell(4n, frame('notifications', { version: 4 }))).toBe('written')
    expect(connection.bellVersion).toBe(5n)
    await waitFor(() => events().length === 3)
  })

  it('ends with one bye, also when it is ended twice and closed twice', async () => {
    const { connection, events, closed } = await benIsLive()
    connection.end('too_many', 60_000)
    connection.end('drain', 1000)
    connection.close()
    connection.close()
    await waitFor(closed)
    expect(events()).toEqual([HELLO, 'bye {"reason":"too_many","retryMs":60000}'])
  })

  it('cuts Ben when he does not read and 256 KB wait for him', async () => {
    const { connection, reader, closed } = await benIsLive()
    reader.pause()
    const big = frame('post', { text: 'x'.repeat(100_000) })
    const outcomes = []
    for (let n = 0; n < 400 && connection.phase === 'live'; n++) outcomes.push(connection.writeEvent(big))
    expect([connection.phase, outcomes.at(-1)]).toEqual(['closed', 'closed'])
    reader.resume()
    await waitFor(closed)
  })

  it('cuts Ben when less than that has waited for more than ten seconds', async () => {
    const ben = await benIsLive()
    const { connection } = ben
    connection.checkFlow(performance.now() + 60_000)
    await stopReading(ben)
    const since = performance.now()
    connection.checkFlow(since + 9000)
    expect(connection.phase).toBe('live')
    connection.checkFlow(since + 10_001)
    expect(connection.phase).toBe('closed')
  })
})

describe('catching up', () => {
  it('buffers what arrives, writes what Ben missed, and goes on behind it', async () => {
    const { connection, events } = await benIsLive()
    connection.startCatchUp()
    expect(connection.phase).toBe('catching-up')
    expect(connection.writePost(at(12), post(12))).toBe('buffered')
    expect(connection.writePost(at(13), post(13))).toBe('buffered')
    await connection.writeMissed(at(11), post(11))
    await connection.writeMissed(at(12), post(12))
    connection.moveTo(at(12))
    expect(connection.goLive()).toBeNull()
    await waitFor(() => events().length === 4)
    expect(events()).toEqual([HELLO, written(11), written(12), written(13)])
  })

  it('starts over at another position, with the frame that says so', async () => {
    const { connection, events } = await benIsLive()
    connection.startCatchUp()
    connection.moveTo({ epoch: '2-def', offset: 0 }, frame('reset', {}))
    connection.goLive()
    expect(connection.writePost({ epoch: '2-def', offset: 1 }, post(1))).toBe('written')
    await waitFor(() => events().length === 3)
    expect(events().slice(1)).toEqual(['2-def:0 reset {}', '2-def:1 feed {"post":1}'])
  })

  it('cannot be reset before it is live, and answers then that it must be', async () => {
    const { connection } = await benIsLive()
    connection.startCatchUp()
    connection.resetWhenLive('graph')
    connection.resetWhenLive('epoch')
    expect(connection.goLive()).toBe('graph')
    connection.startCatchUp()
    expect(connection.goLive()).toBeNull()
  })

  it('may lose its position: no post is written until it has one again, and it wants to be checked', async () => {
    const { connection, events } = await benIsLive()
    connection.startCatchUp()
    connection.losePosition()
    connection.goLive()
    expect([connection.position, connection.isUncertain]).toEqual([null, true])
    expect(connection.writePost(at(11), post(11))).toBe('hole')
    expect(connection.writeEvent(event(1))).toBe('written')
    connection.markChecked()
    expect(connection.isUncertain).toBe(false)
    connection.startCatchUp()
    connection.moveTo(at(11))
    connection.goLive()
    expect(connection.writePost(at(12), post(12))).toBe('written')
    await waitFor(() => events().length === 3)
  })

  it('waits until Ben has taken what was written before', async () => {
    const ben = await benIsLive()
    const { connection, reader } = ben
    await stopReading(ben)
    connection.startCatchUp()
    const writing = connection.writeMissed(at(11), post(11))
    await nextTurn()
    expect(connection.position).toEqual(at(10))
    reader.resume()
    await writing
    expect(connection.position).toEqual(at(11))
  })

  it('does not wait for ever when Ben leaves meanwhile', async () => {
    const ben = await benIsLive()
    const { connection, socket, reader } = ben
    socket.once('close', () => connection.close())
    await stopReading(ben)
    connection.startCatchUp()
    const writing = connection.writeMissed(at(11), post(11))
    reader.resetAndDestroy()
    await writing
    expect(connection.position).toEqual(at(10))
  })
})

it('writes heartbeats only while it is live', async () => {
  const { connection, events } = await benConnects()
  const heartbeat = (n: number) => connection.writeHeartbeat(frame('heartbeat', { n }))
  heartbeat(1)
  connection.greet(hello)
  heartbeat(2)
  connection.goLive()
  heartbeat(3)
  connection.startCatchUp()
  heartbeat(4)
  connection.goLive()
  heartbeat(5)
  connection.end('drain', 1000)
  heartbeat(6)
  await waitFor(() => events().length === 4)
  expect(events().slice(0, 3)).toEqual([HELLO, 'heartbeat {"n":3}', 'heartbeat {"n":5}'])
})

type Act = (connection: Connection) => unknown
const ACTS: Record<string, Act> = {
  begin: (connection) => connection.begin(),
  greet: (connection) => connection.greet(hello),
  moveTo: (connection) => connection.moveTo(at(11), post(11)),
  writeMissed: (connection) => connection.writeMissed(at(11), post(11)),
  losePosition: (connection) => connection.losePosition(),
  startCatchUp: (connection) => connection.startCatchUp(),
  resetWhenLive: (connection) => connection.resetWhenLive('graph'),
  goLive: (connection) => connection.goLive(),
}

describe('a transition that the phase does not allow', () => {
  const run = async (name: string, connection: Connection) => ACTS[name]?.(connection)

  it.each(['losePosition', 'startCatchUp'])('throws while opening: %s', async (name) => {
    const { connection } = await benConnects()
    await expect(run(name, connection)).rejects.toThrow('a connection is opening')
  })

  it.each(['begin', 'greet', 'moveTo', 'writeMissed', 'losePosition', 'resetWhenLive', 'goLive'])(
    'throws while live: %s',
    async (name) => {
      const { connection } = await benIsLive()
      await expect(run(name, connection)).rejects.toThrow('a connection is live')
    },
  )

  it.each(['begin', 'greet', 'startCatchUp'])('throws while catching up: %s', async (name) => {
    const { connection } = await benIsLive()
    connection.startCatchUp()
    await expect(run(name, connection)).rejects.toThrow('a connection is catching-up')
  })
})

describe('what may be called in every phase', () => {
  it.each<[string, (connection: Connection) => void]>([
    ['opening', () => undefined],
    ['live', (connection) => connection.goLive()],
    [
      'catching up',
      (connection) => {
        connection.goLive()
        connection.startCatchUp()
      },
    ],
  ])('does not throw while %s: frames, marks, checks of the flow, the end', async (_, reach) => {
    const { connection } = await benConnects()
    connection.greet(hello)
    reach(connection)
    connection.writePost(at(11), post(11))
    connection.writeEvent(event(1))
    connection.writeBell(4n, frame('notifications', {}))
    connection.writeHeartbeat(frame('heartbeat', {}))
    connection.checkFlow(performance.now())
    connection.markUncertain()
    expect([connection.isUncertain, connection.bellVersion]).toEqual([true, 4n])
    connection.markChecked()
    connection.end('drain', 1000)
    expect([connection.isUncertain, connection.phase]).toEqual([false, 'closed'])
  })
})

it('does nothing any more once it is closed', async () => {
  const { connection, events } = await benIsLive()
  await waitFor(() => events().length === 1)
  connection.close()
  for (const act of Object.values(ACTS)) await act(connection)
  expect(connection.goLive()).toBeNull()
  expect(connection.writePost(at(11), post(11))).toBe('closed')
  expect(connection.writeEvent(event(1))).toBe('closed')
  expect(connection.writeBell(9n, frame('notifications', {}))).toBe('closed')
  connection.markUncertain()
  connection.writeHeartbeat(frame('heartbeat', {}))
  connection.checkFlow(performance.now() + 60_000)
  connection.end('drain', 1000)
  expect([connection.phase, connection.position]).toEqual(['closed', at(10)])
  expect([connection.bellVersion, connection.isUncertain]).toEqual([3n, false])
  expect(events()).toEqual([HELLO])
})
