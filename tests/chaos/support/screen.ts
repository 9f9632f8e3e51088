import type { FeedState } from '@/components/feed/feed-state'
import { mergeFeedPage } from '@/components/feed/merge-feed-page'
import { receiveFrame } from '@/components/feed/receive-frame'
import { appendFeedPage, newFeedState, replaceWith } from '@/components/feed/receive-page'
import { showWaitingPosts } from '@/components/feed/show-posts'
import { type Frame, parseFrame, STREAM_EVENTS } from '@/components/live/frames'
import { INITIAL, type LiveState, receiveLive, resetWithin } from '@/components/live/live-state'
import { fullJitter, randomBetween } from '@/components/live/waiting'
import type { Bye, FeedPage, NewInFeed } from '@/lib/shared/views'
import type { Dice } from '../../support/dice'
import { readStream, type WireEvent } from '../../support/stream-reader'
import type { Seen } from './checker'
import type { History } from './history'
import { request } from './request'
import type { Villager } from './village'

/** As in the browser (components/live/stream.ts, components/feed/feed.ts). Milliseconds. */
const SILENCE = 40_000
const WIDE = 50

type Options = { address: string; reader: Villager; history: History; roll: Dice }

/**
 * A reader's open feed. The reducers are those of the product; connection, timers and requests are written here. It never
 * reloads; after an interruption it resumes, every second time by Last-Event-ID.
 *
 * A browser also asks for new posts after each reconnection. This does not, because it would hide a lost frame.
 */
export class Screen {
  readonly reader: Villager
  private readonly options: Options
  private state: FeedState | undefined
  private live: LiveState = INITIAL
  private attempt = 0
  private turn = 0
  private connections = 0
  private closeStream: () => void = () => undefined
  private readonly timers = new Set<NodeJS.Timeout>()
  private silence: NodeJS.Timeout | undefined
  private closed = false
  /** When the frame of each marker arrived. */
  readonly receivedAt = new Map<string, number>()

  constructor(options: Options) {
    this.options = options
    this.reader = options.reader
  }

  /** Loads the page and follows the stream from there; resolves at the first hello. */
  async open(): Promise<void> {
    const page = await this.load<FeedPage>('/api/feed')
    if (!page) throw new Error(`${this.reader.name} could not open their feed`)
    this.state = newFeedState(this.reader.id, page)
    if (page.position) this.live = receiveLive(this.live, { event: 'opened', position: page.position })
    this.connect()
  }

  get isLive(): boolean {
    return this.live.status === 'live' && !this.live.degraded
  }

  /** For the log of a failure. */
  describe(): string {
    const { status, degraded, position, connectionId } = this.live
    return `${this.reader.name} (${this.reader.id}) is ${status}${degraded ? ', degraded' : ''} at ${position} by ${connectionId}`
  }

  /** The posts that it holds: those on the screen, and those that the pill would show. */
  visible(): Seen[] {
    const state = this.state && showWaitingPosts(this.state)
    return state?.shown.map((id) => ({ id, text: state.posts.get(id)?.text ?? '' })) ?? []
  }

  /** Whether it holds all of these posts, down to the oldest that is loaded. */
  shows(ids: string[]): boolean {
    // With a gap, the pill loads the newest page, which has them.
    if (this.state?.gap) return true
    const visible = this.visible()
    const oldest = this.state?.nextCursor ? BigInt(visible.at(-1)?.id ?? 0) : 0n
    const shown = new Set(visible.map(({ id }) => id))
    return ids.every((id) => shown.has(id) || BigInt(id) < oldest)
  }

  /** Presses the pill and scrolls to the end, as a reader does. */
  async scrollToTheEnd(): Promise<Seen[]> {
    if (this.state?.gap) {
      this.options.history.counts.gaps++
      const newest = await this.load<FeedPage>('/api/feed')
      if (newest) this.state = replaceWith(this.state, newest)
    }
    while (this.state?.nextCursor) {
      const page = await this.load<FeedPage>(`/api/feed?cursor=${this.state.nextCursor}`)
      if (!page) throw new Error(`${this.reader.name} could not scroll`)
      this.state = appendFeedPage(this.state, page)
    }
    return this.visible()
  }

  close(): void {
    this.closed = true
    this.closeStream()
    clearTimeout(this.silence)
    for (const timer of this.timers) clearTimeout(timer)
  }

  private connect(): void {
    if (this.closed) return
    const { address, history } = this.options
    const { position } = this.live
    const byHeader = this.connections++ % 2 === 1
    const query = position && !byHeader ? `?position=${encodeURIComponent(position)}` : ''
    const headers = { cookie: this.reader.cookie, ...(position && byHeader ? { 'last-event-id': position } : {}) }
    const connection = `${this.reader.handle}/${history.counts.connects}`
    let hadHello = false
    history.counts.connects++
    this.closeStream = readStream(`${address}/api/stream${query}`, headers, {
      onEvent: (event) => {
        hadHello ||= event.event === 'hello'
        this.receiveEvent(event, connection)
      },
      onEnd: ({ status, retry }) => {
        this.take({ event: 'lost' })
        if (status === 204 || status === 401) return this.noteSignedOut(`stream ${status}`)
        if (hadHello) this.attempt = 0
        this.later(status === 200 && !hadHello && retry ? retry : fullJitter(this.attempt++), () => this.connect())
        this.pollWhileNotLive()
      },
    })
  }

  private receiveEvent({ event, id, data }: WireEvent, connection: string): void {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.reconnect(), SILENCE)
    const known = STREAM_EVENTS.find((name) => name === event)
    const frame = known && parseFrame(known, data, id)
    if (!frame) return
    if (frame.event === 'feed') this.note(frame.post, { connection, position: id })
    const before = this.live.position
    this.take(frame)
    if (frame.event === 'hello' && frame.mode !== 'reset' && before && frame.position !== before) this.catchUp(before)
    if (frame.event === 'hello' && frame.mode === 'replay') this.options.history.counts.replays++
    if (frame.event === 'bye') this.receiveBye(frame)
  }

  private receiveBye({ reason, retryMs }: Bye): void {
    this.closeStream()
    if (reason === 'signed_out') this.noteSignedOut('bye signed_out')
    else this.later(retryMs * (1 + Math.random() / 10), () => this.connect())
  }

  private note(post: { id: string; text: string }, where: { connection: string; position: string }): void {
    this.receivedAt.set(post.text, Date.now())
    const sighting = { reader: this.reader, marker: post.text, postId: post.id, at: Date.now() }
    this.options.history.sightings.push({ ...sighting, ...where })
  }

  private take(frame: Frame): void {
    const wasDegraded = this.live.degraded
    this.live = receiveLive(this.live, frame)
    if (this.live.degraded && !wasDegraded) this.pollWhileNotLive()
    const state = this.state
    if (!state) return
    this.state = receiveFrame(state, frame)
    const within = resetWithin(frame)
    if (within === null) return
    this.options.history.resets.push('reason' in frame && frame.reason ? frame.reason : 'poll')
    this.loadFirstPage(within)
  }

  private loadFirstPage(within: number): void {
    this.later(Math.random() * within, async () => {
      const turn = ++this.turn
      const reading = { knownBefore: new Set(this.state?.posts.keys()), requested: this.state?.deletions }
      const page = await this.load<FeedPage>(`/api/feed?limit=${WIDE}`)
      // A later reset has started another load: this answer may be older than that reset.
      if (turn !== this.turn) return
      if (!page) return this.loadFirstPage(2000)
      if (this.state) this.state = mergeFeedPage(this.state, page, reading)
    })
  }

  private reconnect(): void {
    this.closeStream()
    this.take({ event: 'lost' })
    this.later(fullJitter(this.attempt++), () => this.connect())
  }

  private isPolling = false

  /** While there is no stream, or it may miss frames: polls after some seconds, then every 20 to 40. */
  private pollWhileNotLive(after = randomBetween(4_000, 7_000, this.options.roll)): void {
    if (this.isPolling) return
    this.isPolling = true
    this.later(after, async () => {
      this.isPolling = false
      if (this.isLive) return
      await this.poll(this.live.position)
      this.pollWhileNotLive(randomBetween(20_000, 40_000, this.options.roll))
    })
  }

  private catchUp(from: string): void {
    this.later(0, async () => {
      if (!(await this.poll(from))) this.later(randomBetween(2_000, 8_000, this.options.roll), () => this.catchUp(from))
    })
  }

  private async poll(from: string | null): Promise<boolean> {
    this.options.history.counts.polls++
    const answer = await this.load<NewInFeed>(
      from ? `/api/feed/new?position=${encodeURIComponent(from)}` : '/api/feed/new',
    )
    if (answer) this.take({ event: 'polled', from, ...answer })
    return answer !== null
  }

  private async load<T>(path: string): Promise<T | null> {
    const answer = await request(`${this.options.address}${path}`, { cookie: this.reader.cookie }).catch(() => null)
    if (answer?.status === 200) return answer.body
    if (answer?.status === 401) this.noteSignedOut(path)
    else if (answer && answer.status !== 503) this.options.history.refusals.push(`${path} answered ${answer.status}`)
    return null
  }

  private noteSignedOut(where: string): void {
    this.options.history.signedOut.push(`${this.reader.name}: ${where}`)
  }

  private later(ms: number, work: () => void | Promise<void>): void {
    if (this.closed) return
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      if (!this.closed) void Promise.resolve(work())
    }, ms)
    this.timers.add(timer)
  }
}
