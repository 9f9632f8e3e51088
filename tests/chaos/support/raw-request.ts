import { connect } from 'node:net'

/** Milliseconds. */
const TIMEOUT = 25_000

/**
 * Sends these bytes on a connection of their own, and nothing more; returns all that is answered until the server closes the
 * connection. Rejects when it stays open. Requests that no client library would send can be tried with it.
 */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let answer = ''
    socket.setEncoding('latin1')
    socket.setTimeout(TIMEOUT, () => socket.destroy(new Error('the connection stayed open')))
    socket.on('data', (text: string) => {
      answer += text
    })
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    )
    socket.on('close', () => resolve(answer))
    socket.write(bytes)
  })
}

/** The status of an answer, 0 when there was none. */
export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
