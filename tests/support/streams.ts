import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { runGateway } from '@/lib/live/run-gateway'
import { serveStream } from '@/lib/live/serve-stream'
import { startRedis } from '@/lib/redis/client'
import type { Person } from './people'

/** One event as a browser would get it. */
// biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of an event; a wrong guess fails them
export type Received = { event: string; id: string; data: any }

/** An open stream and what has come through it so far. */
export type TestStream = {
  status: number
  received: Received[]
  of: (event: string) => Received[]
  /** The posts that came, by text. */
  texts: () => string[]
  lastId: () => string
  ended: () => boolean
  close: () => void
}

let serving: Promise<{ server: Server; stop: () => Promise<void> }> | undefined

/** The stream of this test file, inside the test: the real handler and gateway on a port of its own. */
function serve() {
  serving ??= (async () => {
    await startRedis()
    const gateway = runGateway()
    const server = createServer((request, response) => void serveStream(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { server, stop: () => gateway.stop(0).then(() => void server.close()) }
  })()
  return serving
}

const open = new Set<TestStream>()

afterAll(async () => {
  for (const stream of open) stream.close()
  await (await serving)?.stop()
})

/** Where this test file's stream is served. */
export async function streamAddress(): Promise<{ host: string; port: number }> {
  const { server } = await serve()
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

type Opening = { position?: string; lastEventId?: string; until?: string }

/** Opens a stream as this person and waits for its `hello` (or for what `until` names). */
export async function openStream(
  person: Pick<Person, 'cookie'>,
  { position, lastEventId, until = 'hello' }: Opening = {},
): Promise<TestStream> {
  const { host, port } = await streamAddress()
  const query = position === undefined ? '' : `?position=${encodeURIComponent(position)}`
  return openStreamAt(`http://${host}:${port}/api/stream${query}`, {
    headers: { cookie: person.cookie, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    until,
  })
}

/** The same against any server, for tests that run processes of their own. */
export async function openStreamAt(
  url: string,
  { headers, until = 'hello' }: { headers: Record<string, string>; until?: string },
): Promise<TestStream> {
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(url, { headers, agent: false }, resolve).on('error', reject),
  )
  let ended = false
  const received: Received[] = []
  const stream: TestStream = {
    status: response.statusCode ?? 0,
    received,
    of: (event) => received.filter((one) => one.event === event),
    texts: () => received.filter((one) => one.event === 'feed').map((one) => one.data.post.text),
    lastId: () => received.findLast((one) => one.id !== '')?.id ?? '',
    ended: () => ended,
    close: () => response.destroy(),
  }
  open.add(stream)
  read(response, received)
  response.on('close', () => {
    ended = true
  })
  response.on('error', () => undefined)
  await waitFor(() => ended || stream.status !== 200 || stream.of(until).length > 0)
  return stream
}

function read(response: IncomingMessage, received: Received[]): void {
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2)))
      if (fields.event)
        received.push({ event: fields.event, id: fields.id ?? '', data: JSON.parse(fields.data ?? 'null') })
    }
  })
}

/** Waits for a condition, at most ten seconds. */
export async function waitFor(condition: () => boolean, what = 'the condition'): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
