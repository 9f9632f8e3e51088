import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { runGateway } from '@/lib/live/run-gateway'
import { serveStream } from '@/lib/live/serve-stream'
import { startRedis } from '@/lib/redis/client'
import type { Person } from './people'
import { readStream } from './stream-reader'

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

type Opening = { position?: string; viewer?: bigint; lastEventId?: string; until?: string }

/** Opens a stream as this person and waits for its `hello` (or for what `until` names). */
export async function openStream(
  person: Pick<Person, 'cookie'>,
  { position, viewer, lastEventId, until = 'hello' }: Opening = {},
): Promise<TestStream> {
  const { host, port } = await streamAddress()
  const query = new URLSearchParams({
    ...(position !== undefined && { position }),
    ...(viewer !== undefined && { viewer: String(viewer) }),
  })
  return openStreamAt(`http://${host}:${port}/api/stream${query.size > 0 ? `?${query}` : ''}`, {
    headers: { cookie: person.cookie, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    until,
  })
}

/** The name that the server gave the connection. */
export function connectionOf(stream: TestStream): string {
  return stream.of('hello')[0]?.data.connectionId ?? ''
}

/** The same against any server, for tests that run processes of their own. */
export async function openStreamAt(
  url: string,
  { headers, until = 'hello' }: { headers: Record<string, string>; until?: string },
): Promise<TestStream> {
  let ended = false
  const received: Received[] = []
  const close = readStream(url, headers, {
    onStatus: (status) => {
      stream.status = status
    },
    onEvent: ({ event, id, data }) => received.push({ event, id, data: JSON.parse(data || 'null') }),
    onEnd: () => {
      ended = true
    },
  })
  const stream: TestStream = {
    status: 0,
    received,
    of: (event) => received.filter((one) => one.event === event),
    texts: () => received.filter((one) => one.event === 'feed').map((one) => one.data.post.text),
    lastId: () => received.findLast((one) => one.id !== '')?.id ?? '',
    ended: () => ended,
    close: () => {
      ended = true
      close()
    },
  }
  open.add(stream)
  await waitFor(() => ended || stream.of(until).length > 0, until)
  if (stream.status === 0) throw new Error(`no answer from ${url}`)
  return stream
}

/** Waits for a condition, at most ten seconds. */
export async function waitFor(condition: () => boolean, what = 'the condition'): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ten seconds: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
