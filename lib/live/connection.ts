import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { frame } from '@/lib/delivery/frame'
import { formatPosition, type Position } from '@/lib/feed/timeline'
import { metrics } from '@/lib/process/metrics'

export const STREAM_HEAD = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}

/** Bytes that may wait for a slow reader, and milliseconds for which something may wait; then the stream is cut. */
const MAX_UNSENT = 256 * 1024
const MAX_BLOCKED = 10_000
/** Frames kept while a connection is not live. More than this, and it starts over. */
const MAX_BUFFERED = 1000

type Kept = { position: Position | null; body: string }

/** What a feed frame did to a connection. `hole`: frames between are missing and must be fetched. */
export type Outcome = 'written' | 'kept' | 'known' | 'hole'

/**
 * One open stream. While it is opening or catching up it keeps frames; live, it writes them through. It knows the
 * position its reader holds, so that a frame that comes twice is dropped and a missing one is noticed.
 */
export class Connection {
  readonly id = randomBytes(9).toString('base64url')
  readonly userId: bigint
  readonly userKey: string
  readonly sessionId: string
  readonly openedAt = Date.now()
  /** Null until Redis has told where this reader stands. */
  position: Position | null = null
  live = false
  closed = false
  /** Redis did not answer when this stream needed it: publishers may not know of it, and its place is uncertain. */
  adrift = false
  /** The version of the bell that this reader has been told. */
  bell = 0n
  /** The reader was reset while this connection was busy; do it when it is not. */
  owesReset = false
  private kept: Kept[] = []
  private blockedSince = 0
  private readonly response: ServerResponse
  private readonly socket: Socket

  constructor(owner: { userId: bigint; sessionId: string }, response: ServerResponse, socket: Socket) {
    this.userId = owner.userId
    this.userKey = String(owner.userId)
    this.sessionId = owner.sessionId
    this.response = response
    this.socket = socket
  }

  /** First bytes at once: a browser and every proxy between know that the stream stands. With the first text in one packet. */
  begin(text = ''): void {
    if (this.closed) return
    if (this.response.headersSent) {
      this.write(text)
      return
    }
    // The body ends with the connection, so what we write are the bytes on the wire: a chunk per event would be cost only.
    this.response.useChunkedEncodingByDefault = false
    this.response.shouldKeepAlive = false
    this.response.writeHead(200, STREAM_HEAD)
    this.response.write(`retry: 2000\n\n${text}`)
  }

  /** Writes text as it is. The response has no chunked encoding, so its bytes are the socket's. */
  write(text: string): void {
    if (this.closed) return
    this.socket.write(text)
    if (this.socket.writableLength === 0) return
    this.blockedSince ||= Date.now()
    if (this.socket.writableLength > MAX_UNSENT) this.cut()
  }

  /** Cuts a reader who has not taken what waits for too long. Asked once a second. */
  checkFlow(now: number): void {
    if (this.blockedSince === 0) return
    if (this.socket.writableLength === 0) this.blockedSince = 0
    else if (now - this.blockedSince > MAX_BLOCKED) this.cut()
  }

  /** Resolves when nothing waits to be sent, or the connection is closed. */
  async drained(): Promise<void> {
    if (this.closed || this.socket.writableLength === 0) return
    await new Promise<void>((resolve) => {
      const done = () => {
        this.socket.off('drain', done).off('close', done)
        resolve()
      }
      this.socket.on('drain', done).on('close', done)
      if (!this.socket.writableNeedDrain) done()
    })
  }

  /** A post at a position of this reader's timeline. */
  receivePost(position: Position, body: string): Outcome {
    if (!this.live) return this.keep({ position, body })
    const held = this.position
    if (!held || position.epoch !== held.epoch || position.offset > held.offset + 1) return 'hole'
    if (position.offset <= held.offset) return 'known'
    this.write(`id: ${formatPosition(position)}\n${body}`)
    held.offset = position.offset
    return 'written'
  }

  /** A frame without a position. */
  receiveEvent(body: string): Outcome {
    if (!this.live) return this.keep({ position: null, body })
    this.write(body)
    return 'written'
  }

  /** The state of the reader's bell. It is absolute, so any one may be written after any other. */
  receiveBell(version: bigint, body: string): Outcome {
    // What there is no room to keep was not told: the position check finds it by the version.
    const lost = !this.live && this.kept.length >= MAX_BUFFERED
    if (version > this.bell && !lost) this.bell = version
    return this.receiveEvent(body)
  }

  private keep(kept: Kept): Outcome {
    if (this.kept.length >= MAX_BUFFERED) this.owesReset = true
    else this.kept.push(kept)
    return 'kept'
  }

  /** Goes live: writes what was kept, dropping what the reader already holds. Nothing is awaited here, so no frame can slip in between. */
  goLive(): Outcome {
    this.live = true
    const kept = this.kept
    this.kept = []
    let outcome: Outcome = 'written'
    for (const { position, body } of kept) {
      const done = position ? this.receivePost(position, body) : this.receiveEvent(body)
      if (done === 'hole') outcome = 'hole'
    }
    return outcome
  }

  /** Ends in order, telling the reader why and when to come back (milliseconds). */
  end(reason: 'drain' | 'max_age' | 'too_many' | 'signed_out', retryMs: number): void {
    if (this.closed) return
    if (this.response.headersSent) this.write(`retry: ${retryMs}\n${frame('bye', { reason, retryMs })}`)
    else this.response.writeHead(reason === 'signed_out' ? 204 : 200, reason === 'signed_out' ? {} : STREAM_HEAD)
    this.closed = true
    this.response.end()
    // A reader who does not read would keep the socket half open.
    setTimeout(() => this.socket.destroy(), 2000).unref()
  }

  private cut(): void {
    metrics.slowDrops.inc()
    this.closed = true
    this.socket.destroy()
  }
}
