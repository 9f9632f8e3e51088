import { ApiProblem, api } from '@/components/client/api'
import type { Bye } from '@/lib/shared/views'
import type { Frame } from './frames'
import { openEventSource } from './open-event-source'
import { fullJitter } from './waiting'

/** Heartbeats come every 15 s or so. After this long without anything the stream counts as broken. Milliseconds. */
const SILENCE = 40_000
/** A stream that was live this long counts as a success, and the next failure as the first. Milliseconds. */
const HEALTHY = 10_000

type StreamOptions = {
  /** From where to resume. */
  position: () => string | null
  receive: (frame: Frame) => void
  signal: AbortSignal
}

type Phase =
  /** A request is on its way. */
  | 'opening'
  /** The server has answered, but has not said hello. */
  | 'answered'
  /** Since hello. */
  | 'live'
  /** The server ended its answer before hello: it is overloaded and has said when to come back (`retry:`). */
  | 'put-off'
  /** Nothing is open; a timer runs. */
  | 'waiting'
  /** The server refused, and is asked whether the session is over. */
  | 'checking'
  /** The session is over, or the page is being left. Final. */
  | 'ended'

/**
 * One stream, opened again whenever it breaks.
 *
 * A browser reopens a stream by itself only after a clean end, and gives up for good on any answer but 200. So this class
 * reopens it; except when the server has put it off, because only the browser can read `retry:`.
 */
export class Stream {
  #phase: Phase = 'waiting'
  #options: StreamOptions
  #close: (() => void) | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #silentSince = 0
  #liveSince: number | null = null
  #notBefore = 0

  constructor(options: StreamOptions) {
    this.#options = options
  }

  get phase(): Phase {
    return this.#phase
  }

  /** waiting, checking -> opening. */
  open(): void {
    if (this.#phase !== 'waiting' && this.#phase !== 'checking') return
    this.#release()
    this.#phase = 'opening'
    this.#silentSince = Date.now()
    this.#liveSince = null
    this.#close = openEventSource(this.#options.position(), {
      onAnswer: () => this.#answered(),
      onFrame: (frame) => this.#received(frame),
      onBreak: (refused) => this.#broke(refused),
    })
  }

  /**
   * Call it when the network may be back. If no stream is open, or the open one is silent: any phase -> waiting, for at most
   * half a second. Otherwise nothing changes.
   */
  retryNow(): void {
    if (this.#phase === 'ended' || Date.now() < this.#notBefore) return
    if (this.#isOpen() && !this.#isSilent()) return
    this.#failures = 0
    this.#wait(Math.random() * 500, () => this.open())
  }

  /** A stream without heartbeats is broken, whatever the browser thinks: any open phase -> waiting. */
  restartIfSilent(): void {
    if (this.#isOpen() && this.#isSilent()) this.#fail()
  }

  /** The browser knows that the network is away before the socket does: any phase with a request -> waiting. */
  networkLost(): void {
    if (this.#close) this.#fail()
  }

  /** Any phase -> ended. */
  end(): void {
    this.#release()
    this.#phase = 'ended'
  }

  /** opening, put-off -> answered. */
  #answered(): void {
    this.#phase = 'answered'
    this.#silentSince = Date.now()
  }

  /** At hello: answered -> live. Other frames but `bye` change no phase; null is one that cannot be read. */
  #received(frame: Frame | null): void {
    this.#silentSince = Date.now()
    if (!frame) return
    if (frame.event === 'hello') {
      this.#phase = 'live'
      this.#liveSince = Date.now()
    }
    this.#options.receive(frame)
    // The receiver may have ended the stream.
    if (frame.event === 'bye' && this.phase !== 'ended') this.#leave(frame)
  }

  /** The server has announced the end. Any open phase -> waiting as long as it says, or ended. */
  #leave({ reason, retryMs }: Bye): void {
    if (reason === 'signed_out') {
      this.end()
      return
    }
    if (reason === 'too_many') this.#notBefore = Date.now() + retryMs
    // A little above the given time: the server spreads these already.
    this.#wait(retryMs * (1 + Math.random() / 10), () => this.open())
  }

  /** answered -> put-off, unless the answer was a refusal: the browser reopens it. All others -> waiting. */
  #broke(refused: boolean): void {
    if (this.#phase !== 'answered' || refused) {
      this.#fail(() => (refused ? void this.#check() : this.open()))
      return
    }
    this.#phase = 'put-off'
    this.#options.receive({ event: 'lost' })
  }

  /** Any phase with a request -> waiting, longer with each failure. */
  #fail(next: () => void = () => this.open()): void {
    if (this.#liveSince !== null && Date.now() - this.#liveSince > HEALTHY) this.#failures = 0
    this.#options.receive({ event: 'lost' })
    this.#wait(fullJitter(this.#failures++), next)
  }

  /**
   * waiting -> checking -> opening, waiting or ended. A refusal cannot be read by scripts: 204, "signed out", looks like a
   * proxy's 502.
   */
  async #check(): Promise<void> {
    this.#phase = 'checking'
    const problem = await api.get('/api/me', { signal: this.#options.signal }).then(() => null, asProblem)
    // Something else reopened or ended it while the server was asked.
    if (this.phase !== 'checking') return
    if (!problem) {
      this.open()
    } else if (problem.status === 401) {
      this.end()
      this.#options.receive({ event: 'ended' })
    } else {
      this.#wait(fullJitter(this.#failures++), () => void this.#check())
    }
  }

  #wait(ms: number, next: () => void): void {
    this.#release()
    this.#phase = 'waiting'
    this.#timer = setTimeout(next, ms)
  }

  #release(): void {
    clearTimeout(this.#timer)
    this.#close?.()
    this.#close = null
  }

  #isOpen(): boolean {
    return this.#phase === 'opening' || this.#phase === 'answered' || this.#phase === 'live'
  }

  #isSilent(): boolean {
    return Date.now() - this.#silentSince > SILENCE
  }
}

function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem({ status: 0, code: 'offline', message: '' })
}
