import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { answer } from '@/bench/process/answer'
import { StreamReader } from './stream-reader'
import { type Expectation, type Received, Tally } from './tally'

/**
 * `until`: the text after which a stream counts as open. `mark`: the text before the number of an event; by default that
 * before the number of a post.
 */
type Opening = { port: number; from: number; to: number; atOnce: number; cookies: string; until: string; mark?: string }

const sockets: Socket[] = []
/** One buffer for all sockets, because each read is handled before the next one begins. */
const shared = Buffer.allocUnsafe(64 * 1024)
let tally = new Tally(0, { first: 0, count: 0, groups: 1 })
let step = Number.POSITIVE_INFINITY
let ended = 0

function openOne(
  stream: number,
  { port, cookie, until, mark }: { port: number; cookie: string; until: string; mark: Buffer | undefined },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const reader = new StreamReader(mark)
    let head: string | null = ''
    const found = (event: number) => {
      const received = tally.note(stream, event)
      if (received % step === 0) report('progress', received)
    }
    const callback = (size: number) => {
      const bytes = shared.subarray(0, size)
      if (head === null) {
        reader.read(bytes, found)
        return true
      }
      head += bytes.toString('latin1')
      if (!head.startsWith('HTTP/1.1 200')) reject(new Error(`stream ${stream}: ${head}`))
      else if (head.includes(until)) {
        head = null
        resolve()
      }
      return true
    }
    const socket = connect({ port, host: '127.0.0.1', onread: { buffer: shared, callback } })
    socket.on('error', reject)
    socket.on('close', () => ended++)
    socket.write(
      `GET /api/stream?user=${stream} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\nCookie: ${cookie}\r\n\r\n`,
    )
    sockets[stream] = socket
  })
}

const work = {
  /** Opens the streams with the numbers `from` to `to - 1`, `atOnce` at a time, each for another user. */
  async open({ port, from, to, atOnce, cookies, until, mark: text }: Opening): Promise<void> {
    const all: string[] = JSON.parse(readFileSync(cookies, 'utf8'))
    const mark = text === undefined ? undefined : Buffer.from(text)
    let next = from
    const opener = async () => {
      while (next < to) {
        const stream = next++
        await openOne(stream, { port, cookie: all[stream] ?? '', until, mark })
      }
    }
    await Promise.all(Array.from({ length: atOnce }, opener))
  },

  /** Starts a new count of deliveries. Reports `progress` to the parent after every `reportEvery` of them. */
  expect({ reportEvery, ...expected }: Expectation & { reportEvery?: number }): void {
    tally = new Tally(sockets.length, expected)
    step = reportEvery ?? Number.POSITIVE_INFINITY
    ended = 0
  },

  /**
   * Resolves when all deliveries have arrived, or none for `patience` milliseconds, and then a little later, so that doubled
   * ones are counted.
   */
  async finish({ patience }: { patience: number }): Promise<Received & { ended: number }> {
    for (let idle = 0, before = -1; idle < patience && !tally.complete; idle += 20) {
      await pause(20)
      const { received } = tally.result()
      if (received !== before) idle = 0
      before = received
    }
    await pause(50)
    return { ...tally.result(), ended }
  },

  close(): void {
    for (const socket of sockets.splice(0)) socket.destroy()
  },
}

export type OpenStreams = typeof work

const report = answer(work)
