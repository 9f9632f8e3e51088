import { randomBytes } from 'node:crypto'
import { formatPosition, type Position } from '@/lib/feed/timeline'
import type { Bye, ResetReason } from '@/lib/shared/views'
import type { StreamResponse } from './stream-response'

/** Frames kept while a connection is opening or catching up. With more than these it is reset afterwards. */
const MAX_BUFFERED = 1000

export type ConnectionPhase = 'opening' | 'live' | 'catching-up' | 'closed'

/**
 * What a connection did with a frame. `known`: the reader has it already. `hole`: frames before it are missing and must be
 * fetched. `dropped`: there was no room to keep it. `closed`: the connection is closed, or was cut by this frame.
 */
export type WriteOutcome = 'written' | 'buffered' | 'known' | 'hole' | 'dropped' | 'closed'

type Buffered = { position: Position | null; body: string }
type Greeting = { position: Position | null; bellVersion: bigint; hello: string }

/**
 * One open stream. It knows the position that its reader holds, so that it drops a post that comes twice and notices that one
 * is missing. It is in one of four phases:
 *
 * - `opening`: registered, so frames arrive; they are buffered until the hello and what was missed are written.
 * - `live`: frames are written as they arrive.
 * - `catching-up`: what was missed is being fetched, or the timeline is being rebuilt; frames are buffered meanwhile.
 * - `closed`: for good. Every method then does nothing.
 *
 * opening -> live <-> catching-up, and any of them -> closed. A method whose comment begins with phases throws in another
 * one. The others may be called in every phase: they say what they do with a frame that cannot be written now.
 */
export class Connection {
  readonly id = randomBytes(9).toString('base64url')
  readonly userId: bigint
  readonly userKey: string
  readonly sessionId: string
  /** The address it comes from, as limits count it. */
  readonly network: string
  /** By `performance.now()`, as all times here: a clock may be set. */
  readonly openedAt = performance.now()
  /** When its page was last seen to be looked at. At first, when it was opened. */
  usedAt = performance.now()
  private current: ConnectionPhase = 'opening'
  private held: Position | null = null
  private bell = 0n
  private uncertain = false
  private resetReason: ResetReason | null = null
  private buffer: Buffered[] = []
  private readonly response: StreamResponse

  constructor(owner: { userId: bigint; sessionId: string; network: string }, response: StreamResponse) {
    this.userId = owner.userId
    this.userKey = String(owner.userId)
    this.sessionId = owner.sessionId
    this.network = owner.network
    this.response = response
  }

  get phase(): ConnectionPhase {
    return this.current
  }

  /** What the reader holds. Null while it is not known; no post is written then. */
  get position(): Position | null {
    return this.held
  }

  /** The version of the bell that the reader has. */
  get bellVersion(): bigint {
    return this.bell
  }

  /**
   * True when Redis did not answer a question about this connection, or when a check came while it was not live: it may
   * not be registered, and its position may be wrong. It must be checked as soon as it is live and Redis answers.
   */
  get isUncertain(): boolean {
    return this.uncertain
  }

  markUncertain(): void {
    if (this.current !== 'closed') this.uncertain = true
  }

  markChecked(): void {
    if (this.current !== 'closed') this.uncertain = false
  }

  /** Opening: sends the head of the response, so that the stream is open while the timeline is still being read. */
  begin(): void {
    if (this.isIn('opening')) this.closeUnless(this.response.begin())
  }

  /** Opening: writes the hello, which gives the reader a position and the state of the bell. */
  greet({ position, bellVersion, hello }: Greeting): void {
    if (!this.isIn('opening')) return
    this.held = position
    this.bell = bellVersion
    this.closeUnless(this.response.begin(hello))
  }

  /**
   * Opening or catching up: writes a post that the reader missed. Waits until everything before it is sent, so that a long
   * replay does not fill memory for a reader who does not read.
   */
  async writeMissed(position: Position, body: string): Promise<void> {
    await this.drained()
    this.moveTo(position, body)
  }

  /** Any phase: resolves when nothing waits to be sent. */
  async drained(): Promise<void> {
    if (this.current !== 'closed') await this.response.drained()
  }

  /** Opening or catching up: gives the reader another position, with the frame that says so, if there is one. */
  moveTo(position: Position, body?: string): void {
    if (!this.isIn('opening', 'catching-up')) return
    this.held = position
    if (body !== undefined) this.write(`id: ${formatPosition(position)}\n${body}`)
  }

  /** Catching up: forgets the position, because the timeline could not be read. The next check resets this connection. */
  losePosition(): void {
    if (!this.isIn('catching-up')) return
    this.held = null
    this.uncertain = true
  }

  /** Live -> catching up. */
  startCatchUp(): void {
    if (this.isIn('live')) this.current = 'catching-up'
  }

  /** Opening or catching up: the connection cannot be reset now; `goLive` will answer that it must be, and why. */
  resetWhenLive(reason: ResetReason): void {
    if (this.isIn('opening', 'catching-up')) this.resetReason ??= reason
  }

  /**
   * Opening or catching up -> live. Writes what was buffered, without the posts that the reader already has. Runs without
   * awaiting anything, so that no frame can arrive in between. Returns why the reader must be reset now, or null.
   */
  goLive(): ResetReason | null {
    if (!this.isIn('opening', 'catching-up')) return null
    const { buffer, resetReason } = this
    this.current = 'live'
    this.buffer = []
    this.resetReason = null
    const outcomes = buffer.map(({ position, body }) =>
      position ? this.writePost(position, body) : this.writeEvent(body),
    )
    if (resetReason) return resetReason
    return outcomes.includes('hole') ? 'lag' : null
  }

  /** A post at a position of this reader's timeline. Buffered while opening or catching up. */
  writePost(position: Position, body: string): WriteOutcome {
    if (this.current !== 'live') return this.keep({ position, body })
    const { held } = this
    if (!held || position.epoch !== held.epoch || position.offset > held.offset + 1) return 'hole'
    if (position.offset <= held.offset) return 'known'
    this.held = position
    return this.write(`id: ${formatPosition(position)}\n${body}`)
  }

  /** A frame without a position. Buffered while opening or catching up. */
  writeEvent(body: string): WriteOutcome {
    return this.current === 'live' ? this.write(body) : this.keep({ position: null, body })
  }

  /** The state of the reader's bell. It is absolute, so frames of it may be written in any order. */
  writeBell(version: bigint, body: string): WriteOutcome {
    const outcome = this.writeEvent(body)
    // After a dropped frame the version stays behind, so that the check of bells finds it.
    const arrives = outcome === 'written' || outcome === 'buffered'
    if (arrives && version > this.bell) this.bell = version
    return outcome
  }

  /** Written only while live, never buffered: a heartbeat that waited would say the wrong time. */
  writeHeartbeat(body: string): void {
    if (this.current === 'live') this.write(body)
  }

  /** Cuts the stream when its reader has been too slow for too long. Call it once a second. */
  checkFlow(now: number): void {
    if (this.current !== 'closed') this.closeUnless(this.response.checkFlow(now))
  }

  /** Any phase -> closed. Sends the reason first, and after how many milliseconds the browser may connect again. */
  end(reason: Bye['reason'], retryMs: number): void {
    if (this.current === 'closed') return
    this.current = 'closed'
    this.response.end(reason, retryMs)
  }

  /** Any phase -> closed, when the socket is closed or the request is answered in another way. */
  close(): void {
    this.current = 'closed'
  }

  private keep(frame: Buffered): WriteOutcome {
    if (this.current === 'closed') return 'closed'
    if (this.buffer.length >= MAX_BUFFERED) {
      this.resetReason ??= 'lag'
      return 'dropped'
    }
    this.buffer.push(frame)
    return 'buffered'
  }

  private write(text: string): WriteOutcome {
    this.closeUnless(this.response.write(text))
    return this.current === 'closed' ? 'closed' : 'written'
  }

  private closeUnless(open: boolean): void {
    if (!open) this.current = 'closed'
  }

  /** False when closed. Throws in any other phase that is not among these. */
  private isIn(...phases: ConnectionPhase[]): boolean {
    if (this.current === 'closed') return false
    if (phases.includes(this.current)) return true
    throw new Error(`a connection is ${this.current}, and not ${phases.join(' or ')}`)
  }
}
