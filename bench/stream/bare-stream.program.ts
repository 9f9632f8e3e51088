import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onSchedule, type Schedule } from '@/bench/load/schedule'
import { answer } from '@/bench/process/answer'
import { isSignedIn } from './check-session'
import { HELLO } from './frames'
import { Sinks } from './sinks'

/**
 * The ceiling: plain node:http that checks the cookie and writes the same bytes in a loop, without Redis, queue or promises.
 */
const sinks = new Sinks()
let groups = 1

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!(await isSignedIn(request.headers.cookie))) return void response.writeHead(401).end()
  const { socket } = request
  socket.setNoDelay(true)
  socket.setTimeout(0)
  // Without chunked encoding the loop can write to the socket directly, which is the least work in Node.
  response.useChunkedEncodingByDefault = false
  response.shouldKeepAlive = false
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
  })
  response.write(HELLO)
  const user = Number(new URL(request.url ?? '', 'http://bench').searchParams.get('user'))
  socket.once(
    'close',
    sinks.add(user, groups, (text) => socket.write(text)),
  )
}

const work = {
  /** Opens a port and returns it. */
  async listen({ groups: wanted }: { groups: number }): Promise<number> {
    groups = wanted
    const server = createServer((request, response) => void serve(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  },
  write({ events }: { events: number[] }): void {
    for (const event of events) sinks.write(event, groups)
  },
  writeOnSchedule: (schedule: Schedule) => onSchedule(schedule, (event) => sinks.write(event, groups)),
}

/** The methods of all programs that serve streams in place of the product. */
export type StreamServer = typeof work

answer(work)
