import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { streamAddress } from '../../support/streams'

type Asking = { cookie?: string; path?: string; method?: string; headers?: string[] }

/** A stream as bytes on a socket. The test may stop reading them. */
export async function rawStream({ cookie, path = '/api/stream', method = 'GET', headers = [] }: Asking) {
  const socket = connect(await streamAddress())
  onTestFinished(() => void socket.destroy())
  let text = ''
  let closed = false
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    text += chunk
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    closed = true
  })
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...(cookie ? [`Cookie: ${cookie}`] : []), ...headers]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return {
    text: () => text,
    status: () => Number(text.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0),
    head: () => text.split('\r\n\r\n')[0]?.toLowerCase() ?? '',
    body: () => text.slice(text.indexOf('\r\n\r\n') + 4),
    closed: () => closed,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
  }
}
