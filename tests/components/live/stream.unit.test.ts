import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EventSource } from 'eventsource'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Frame } from '@/components/live/frames'
import { shareSigningOut } from '@/components/live/signing-out'
import { Stream } from '@/components/live/stream'

/** A server on this machine: what it is asked, and what it answers next. */
let server: Server
let asked: string[]
let answers: RequestListener[]
let open: ServerResponse | undefined
let stream: Stream
let received: Frame[]
let session: AbortController

const [ANA, BEN] = ['7', '8']
const HELLO = { mode: 'live', position: 'e:1', connectionId: 'c', notifications: {}, serverTime: '' }

/** Answers with a stream, which says these things at once and stays open. */
function streaming(...events: string[]): RequestListener {
  return (_request, response) => {
    open = response
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`: open\n\n${events.join('')}`)
  }
}

/** Answers with a stream that ends before hello and asks to wait so many milliseconds. */
function puttingOff(retryMs: number): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`retry: ${retryMs}\n\n`)
  }
}

function status(code: number): RequestListener {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'application/json' })
    response.end(code === 204 ? undefined : '{"error":{"code":"any","message":"No."}}')
  }
}

/** The answer of /api/me to the session of this person. */
function signedIn(id: string): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ user: { id } }))
  }
}

const event = (name: string, data: unknown, id?: string) =>
  `event: ${name}\n${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(data)}\n\n`
const hello = event('hello', HELLO)
const bye = (reason: string, retryMs: number) => event('bye', { reason, retryMs })
const names = () => received.map((frame) => frame.event)
const phase = (wanted: Stream['phase']) => vi.waitFor(() => expect(stream.phase).toBe(wanted), { timeout: 5_000 })
const requests = (count: number) => vi.waitFor(() => expect(asked).toHaveLength(count), { timeout: 5_000 })
/** The clock moves on; timers and sockets do not notice. */
const later = (ms: number) => vi.setSystemTime(Date.now() + ms)

beforeEach(async () => {
  asked = []
  answers = []
  received = []
  session = new AbortController()
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const answer = answers.shift() ?? status(503)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (path: string, options: RequestInit) => fetch(new URL(path, site), options))
  vi.stubGlobal(
    'EventSource',
    class extends EventSource {
      constructor(path: string) {
        super(new URL(path, site))
      }
    },
  )
  // All waits are as short as they can be.
  vi.spyOn(Math, 'random').mockReturnValue(0)
  vi.useFakeTimers({ toFake: ['Date'] })
  stream = new Stream({
    viewerId: ANA,
    position: () => 'e:1',
    receive: (frame) => received.push(frame),
    signal: session.signal,
  })
})

afterEach(async () => {
  session.abort()
  stream.end()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('A stream', () => {
  test('is opened from the position, answered, and live from hello on', async () => {
    answers = [streaming()]
    stream.open()
    expect(stream.phase).toBe('opening')
    await phase('answered')
    open?.write(hello)
    await phase('live')
    open?.write(event('replayed', {}, 'e:7'))
    await vi.waitFor(() => expect(received.at(-1)).toEqual({ event: 'replayed', position: 'e:7' }))
    expect(asked).toEqual(['/api/stream?viewer=7&position=e%3A1'])
  })

  test('that breaks after hello is lost, and opened again', async () => {
    answers = [streaming(hello), streaming(hello)]
    stream.open()
    await phase('live')
    open?.destroy()
    await requests(2)
    await phase('live')
    expect(names()).toEqual(['hello', 'lost', 'hello'])
  })

  test('that the server puts off is opened again by the browser, after the time that the server asked for', async () => {
    answers = [puttingOff(400), streaming(hello)]
    stream.open()
    await phase('put-off')
    expect(names()).toEqual(['lost'])
    await requests(2)
    await phase('live')
  })

  test('that is put off is opened at once when the network is back', async () => {
    answers = [puttingOff(60_000), streaming(hello)]
    stream.open()
    await phase('put-off')
    stream.retryNow()
    expect(stream.phase).toBe('waiting')
    await phase('live')
  })

  test('that is silent for too long is taken for broken', async () => {
    answers = [streaming(hello), streaming(hello)]
    stream.open()
    await phase('live')
    later(39_000)
    stream.restartIfSilent()
    stream.retryNow()
    expect(stream.phase).toBe('live')
    later(2_000)
    stream.restartIfSilent()
    expect(stream.phase).toBe('waiting')
    await requests(2)
    expect(names().slice(0, 2)).toEqual(['hello', 'lost'])
  })

  test('is lost as soon as the browser is offline, and tried again', async () => {
    answers = [streaming(hello), streaming(hello)]
    stream.open()
    await phase('live')
    stream.networkLost()
    expect([stream.phase, names()]).toEqual(['waiting', ['hello', 'lost']])
    await phase('live')
  })
})

describe('A planned end', () => {
  test('is followed by a new stream after the time that the server names', async () => {
    answers = [streaming(hello, bye('drain', 30)), streaming(hello)]
    stream.open()
    await requests(2)
    await phase('live')
    expect(names()).toEqual(['hello', 'bye', 'hello'])
  })

  test('because there are too many streams is kept even when the network comes back', async () => {
    answers = [streaming(hello, bye('too_many', 60_000)), streaming(hello)]
    stream.open()
    await phase('waiting')
    stream.retryNow()
    later(61_000)
    expect(asked).toHaveLength(1)
    stream.retryNow()
    await phase('live')
  })

  test('of the session is final', async () => {
    answers = [streaming(hello, bye('signed_out', 0))]
    stream.open()
    await phase('ended')
    stream.retryNow()
    stream.open()
    stream.restartIfSilent()
    expect([stream.phase, asked.length]).toEqual(['ended', 1])
  })
})

describe('While the session is being ended', () => {
  afterEach(() => shareSigningOut(false))

  test('a request for a stream is taken back, and none is made until the sign-out was refused', async () => {
    answers = [() => {}, streaming(hello)]
    stream.open()
    await requests(1)
    shareSigningOut(true)
    stream.signingOut()
    expect(stream.phase).toBe('waiting')
    stream.open()
    expect([stream.phase, asked.length]).toEqual(['waiting', 1])
    shareSigningOut(false)
    await phase('live')
    expect(asked).toHaveLength(2)
  })

  test('a stream that is live stays', async () => {
    answers = [streaming(hello)]
    stream.open()
    await phase('live')
    shareSigningOut(true)
    stream.signingOut()
    expect([stream.phase, names()]).toEqual(['live', ['hello']])
  })
})

describe('A refusal', () => {
  test('is the end when the session is over', async () => {
    answers = [status(204), status(401)]
    stream.open()
    await phase('ended')
    expect(asked).toEqual(['/api/stream?viewer=7&position=e%3A1', '/api/me'])
    expect(names()).toEqual(['lost', 'ended'])
  })

  test('is the end when Ben has signed in since: this page is Ana’s', async () => {
    answers = [status(204), signedIn(BEN), streaming(hello)]
    stream.open()
    await phase('ended')
    expect([asked.length, names()]).toEqual([2, ['lost', 'ended']])
  })

  test('is not the end when the session goes on', async () => {
    answers = [status(502), signedIn(ANA), streaming(hello)]
    stream.open()
    await phase('live')
    expect(asked[1]).toBe('/api/me')
  })

  test('is asked about again while the server cannot say', async () => {
    answers = [status(502), status(503), status(503), signedIn(ANA), streaming(hello)]
    stream.open()
    await phase('live')
    expect(asked.filter((path) => path === '/api/me')).toHaveLength(3)
  })

  test('opens one stream only when the network comes back while the server is asked', async () => {
    let answerMe = () => {}
    const late: RequestListener = (request, response) => {
      answerMe = () => signedIn(ANA)(request, response)
    }
    answers = [status(502), late, streaming(hello), streaming(hello)]
    stream.open()
    await phase('checking')
    await requests(2)
    stream.retryNow()
    answerMe()
    await phase('live')
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toHaveLength(3)
  })
})

test('failures in a row are tried again later and later, until a stream was live for some time', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1e-3)
  const waits = vi.spyOn(globalThis, 'setTimeout')
  const ours = () => waits.mock.calls.map(([, ms]) => ms).filter((ms) => ms && ms < 16 && ms % 1 === 0)
  const broken: RequestListener = (request) => void request.socket.destroy()
  answers = [broken, broken, broken, streaming(hello), streaming(hello)]
  stream.open()
  await phase('live')
  expect(ours()).toEqual([1, 2, 4])
  later(11_000)
  stream.networkLost()
  await phase('live')
  expect(ours()).toEqual([1, 2, 4, 1])
})
