import { ApiProblem, api } from '@/components/client/api'
import type { Bye } from '@/lib/shared/views'
import type { Frame } from './frames'
import { openEventSource } from './open-event-source'
import { whereSigningOut } from './signing-out'
import { fullJitter } from './waiting'

/** Heartbeats come every 15 s or so. After this long without anything the stream counts as broken. Milliseconds. */
const SILENCE = 40_000
/** A stream that was live this long counts as a success, and the next failure as the first. Milliseconds. */
const HEALTHY = 10_000
/** Milliseconds between two looks whether a sign-out is over. */
const SIGN_OUT_LOOK = 1_000

export type StreamOptions = {
  viewerId: string
  /** From where to resume. */
  position: () => string | null
  receive: (frame: Frame) => void
  signal: AbortSignal
}

type StreamPhase =
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
  private current: StreamPhase = 'waiting'
  private options: StreamOptions
  private close: (() => void) | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  private silentSince = 0
  private liveSince: number | null = null
  private notBefore = 0

  constructor(options: StreamOptions) {
    this.options = options
  }

  get phase(): StreamPhase {
    return this.current
  }

  /** waiting, checking -> opening; -> waiting while the session is being ended. */
  open(): void {
    if (this.current !== 'waiting' && this.current !== 'checking') return
    if (whereSigningOut() !== null) {
      this.wait(SIGN_OUT_LOOK, () => this.open())
      return
    }
    this.release()
    this.current = 'opening'
    this.silentSince = Date.now()
    this.liveSince = null
    const { viewerId, position } = this.options
    this.close = openEventSource(
      { viewerId, position: position() },
      {
        onAnswer: () => this.answered(),
        onFrame: (frame) => this.received(frame),
        onBreak: (refused) => this.broke(refused),
      },
    )
  }

  /**
   * Call it when the network may be back. If no stream is open, or the open one is silent: any phase -> waiting, for at most
   * half a second. Otherwise nothing changes.
   */
  retryNow(): void {
    if (this.current === 'ended' || Date.now() < this.notBefore) return
    if (this.isOpen() && !this.isSilent()) return
    this.failures = 0
    this.wait(Math.random() * 500, () => this.open())
  }

  /** A stream without heartbeats is broken, whatever the browser thinks: any open phase -> waiting. */
  restartIfSilent(): void {
    if (this.isOpen() && this.isSilent()) this.fail()
  }

  /** The browser knows that the network is away before the socket does: any phase with a request -> waiting. */
  networkLost(): void {
    if (this.close) this.fail()
  }

  /** The session is being ended. A request that is on its way would only be refused: opening -> waiting. */
  signingOut(): void {
    if (this.current === 'opening') this.wait(SIGN_OUT_LOOK, () => this.open())
  }

  /** Any phase -> ended. */
  end(): void {
    this.release()
    this.current = 'ended'
  }

  /** opening, put-off -> answered. */
  private answered(): void {
    this.current = 'answered'
    this.silentSince = Date.now()
  }

  /** At hello: answered -> live. Other frames but `bye` change no phase; null is one that cannot be read. */
  private received(frame: Frame | null): void {
    this.silentSince = Date.now()
    if (!frame) return
    if (frame.event === 'hello') {
      this.current = 'live'
      this.liveSince = Date.now()
    }
    this.options.receive(frame)
    // The receiver may have ended the stream.
    if (frame.event === 'bye' && this.phase !== 'ended') this.leave(frame)
  }

  /** The server has announced the end. Any open phase -> waiting as long as it says, or ended. */
  private leave({ reason, retryMs }: Bye): void {
    if (reason === 'signed_out') {
      this.end()
      return
    }
    if (reason === 'too_many') this.notBefore = Date.now() + retryMs
    // A little above the given time: the server spreads these already.
    this.wait(retryMs * (1 + Math.random() / 10), () => this.open())
  }

  /** answered -> put-off, unless the answer was a refusal: the browser reopens it. All others -> waiting. */
  private broke(refused: boolean): void {
    if (this.current !== 'answered' || refused) {
      this.fail(() => (refused ? void this.check() : this.open()))
      return
    }
    this.current = 'put-off'
    this.options.receive({ event: 'lost' })
  }

  /** Any phase with a request -> waiting, longer with each failure. */
  private fail(next: () => void = () => this.open()): void {
    if (this.liveSince !== null && Date.now() - this.liveSince > HEALTHY) this.failures = 0
    this.options.receive({ event: 'lost' })
    this.wait(fullJitter(this.failures++), next)
  }

  /**
   * waiting -> checking -> opening, waiting or ended. A refusal cannot be read by scripts: 204, "signed out" or "somebody else
   * is signed in", looks like a proxy's 502.
   */
  private async check(): Promise<void> {
    this.current = 'checking'
    const session = await findSession(this.options)
    // Something else reopened or ended it while the server was asked.
    if (this.phase !== 'checking') return
    if (session === 'goes on') {
      this.open()
    } else if (session === 'over') {
      this.end()
      this.options.receive({ event: 'ended' })
    } else {
      this.wait(fullJitter(this.failures++), () => void this.check())
    }
  }

  private wait(ms: number, next: () => void): void {
    this.release()
    this.current = 'waiting'
    this.timer = setTimeout(next, ms)
  }

  private release(): void {
    clearTimeout(this.timer)
    this.close?.()
    this.close = null
  }

  private isOpen(): boolean {
    return this.current === 'opening' || this.current === 'answered' || this.current === 'live'
  }

  private isSilent(): boolean {
    return Date.now() - this.silentSince > SILENCE
  }
}

/** Whether this viewer is still the one who is signed in. */
function findSession({ viewerId, signal }: StreamOptions): Promise<'goes on' | 'over' | 'unknown'> {
  return api.get<{ user: { id: string } }>('/api/me', { signal }).then(
    ({ user }) => (user.id === viewerId ? 'goes on' : 'over'),
    (error) => (error instanceof ApiProblem && error.status === 401 ? 'over' : 'unknown'),
  )
}
