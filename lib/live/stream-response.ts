import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { frame } from '@/lib/delivery/frame'
import { metrics } from '@/lib/process/metrics'
import type { Bye } from '@/lib/shared/views'

export const STREAM_HEAD = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}

/** Bytes that may wait for a slow reader, and milliseconds for which something may wait; then the stream is cut. */
const MAX_UNSENT = 256 * 1024
const MAX_BLOCKED = 10_000
/** Milliseconds after the end of a stream until its socket is destroyed. */
const END_WITHIN = 2000

/** The HTTP response of one stream, with limits on what may wait for a slow reader. */
export class StreamResponse {
  private blockedSince = 0
  private readonly response: ServerResponse
  private readonly socket: Socket

  constructor(response: ServerResponse, socket: Socket) {
    this.response = response
    this.socket = socket
  }

  /**
   * Sends the head at once, so that the browser and every proxy between know that the stream is open. The first text goes in
   * the same packet. When the head is sent already, writes the text alone. Returns false when the reader had to be cut.
   */
  begin(text = ''): boolean {
    if (this.response.headersSent) return this.write(text)
    // Without chunked encoding the end of the connection ends the body, and no event needs a chunk header.
    this.response.useChunkedEncodingByDefault = false
    this.response.shouldKeepAlive = false
    this.response.writeHead(200, STREAM_HEAD)
    this.response.write(`retry: 2000\n\n${text}`)
    return true
  }

  /** Writes text to the socket itself; without chunked encoding that is the body. Returns false when the reader had to be cut. */
  write(text: string): boolean {
    this.socket.write(text)
    if (this.socket.writableLength === 0) return true
    this.blockedSince ||= performance.now()
    return this.socket.writableLength <= MAX_UNSENT || this.cut()
  }

  /** Cuts a reader for whom something has waited for too long; returns false then. Call it once a second. */
  checkFlow(now: number): boolean {
    if (this.blockedSince === 0) return true
    if (this.socket.writableLength === 0) this.blockedSince = 0
    return this.blockedSince === 0 || now - this.blockedSince <= MAX_BLOCKED || this.cut()
  }

  /** Resolves when nothing waits to be sent, or the socket is closed. */
  async drained(): Promise<void> {
    if (this.socket.writableLength === 0) return
    await new Promise<void>((resolve) => {
      const done = () => {
        this.socket.off('drain', done).off('close', done)
        resolve()
      }
      this.socket.on('drain', done).on('close', done)
      if (!this.socket.writableNeedDrain) done()
    })
  }

  /**
   * Ends the stream with a `bye` that says why, and after how many milliseconds to connect again. Before the head was sent, ends
   * the answer instead: with 204 for an ended session, on which browsers do not connect again.
   */
  end(reason: Bye['reason'], retryMs: number): void {
    if (this.response.headersSent) this.write(`retry: ${retryMs}\n${frame('bye', { reason, retryMs })}`)
    else if (reason === 'signed_out') this.response.writeHead(204)
    else this.response.writeHead(200, STREAM_HEAD)
    this.response.end()
    // A reader who does not read what is left would keep the socket half open.
    setTimeout(() => this.socket.destroy(), END_WITHIN).unref()
  }

  private cut(): false {
    metrics.slowDrops.inc()
    this.socket.destroy()
    return false
  }
}
