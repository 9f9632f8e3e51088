import { connect } from 'node:net'
import { AnswerReader, type HttpAnswer } from './answer-reader'

export type HttpConnection = { ask: (request: string) => Promise<HttpAnswer>; close: () => void }

/** A keep-alive connection with one open request at a time. Requests and answers are text with one byte per character. */
export async function openConnection(port: number): Promise<HttpConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const reader = new AnswerReader()
  let waiting: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | null = null
  const fail = (error: Error) => waiting?.reject(error)
  socket.setEncoding('latin1')
  socket.on('data', (piece: string) => {
    const answer = reader.read(piece)
    if (answer) waiting?.resolve(answer)
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed the connection')))
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return {
    ask(request) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request, 'latin1')
      })
    },
    close: () => void socket.destroy(),
  }
}
