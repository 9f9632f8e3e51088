import type { Frame } from './frames'
import { keepStream } from './keep-stream'
import { lead } from './leader'
import { live, receive, shareBy } from './live'
import { INITIAL } from './live-state'
import { keepPolling, pollBell, pollFeed } from './poll'
import { joinTabs, nameOfTabs, type TabMessage } from './tabs'
import { randomBetween, wait } from './waiting'

let session = new AbortController()

/**
 * Follows the stream of this viewer until the returned function is called. One tab of the browser holds the stream and
 * passes its frames to the others. Each tab keeps its own position, so a tab that takes over misses nothing.
 */
export function followLive(viewerId: string): () => void {
  const leave = () => session.abort()
  const begin = () => {
    session = new AbortController()
    follow(viewerId, session)
  }
  // A page in the browser's back-forward cache must not hold the stream; one that returns from there resumes it.
  const comeBack = (event: PageTransitionEvent) => event.persisted && begin()
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', comeBack)
  begin()
  return () => {
    leave()
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('pageshow', comeBack)
    live.set(INITIAL)
  }
}

/**
 * The screen shows a feed that was read at this position; the stream goes on from there. Null: the position is not known.
 */
export function openAt(position: string | null): void {
  const reached = live.get().position
  if (position === null || position === reached) return
  if (reached === null) receive({ event: 'opened', position })
  else void catchUp(position, session.signal)
}

function follow(viewerId: string, { signal }: AbortController): void {
  const name = nameOfTabs(viewerId)
  const send = joinTabs(name, onMessage, signal)
  shareBy((frame) => send({ kind: 'frame', frame, from: null }))
  /** Set while this tab holds the stream. */
  let retryNow: (() => void) | null = null

  /**
   * `from`: the position before this frame of the tab that holds the stream. This tab may have another one, and then fetches
   * what lies between.
   */
  function receiveAt(frame: Frame, from?: string | null) {
    const { position } = live.get()
    const start = frame.event === 'feed' ? from : startOf(frame)
    const jumps = position !== null && start !== undefined && start !== position
    receive(frame)
    if (jumps) void catchUp(position, signal)
    if (live.get().status === 'ended') session.abort()
  }

  function onMessage(message: TabMessage) {
    if (message.kind === 'frame') return receiveAt(message.frame, message.from)
    if (message.kind === 'state') return adopt(message, signal)
    if (!retryNow) return
    // The reader looks at another tab. This one is hidden, so its timers may be late.
    retryNow()
    const { status, connectionId, degraded, position, bell } = live.get()
    send({ kind: 'state', status, connectionId, degraded, position, bell })
  }

  function holdStream(alone: boolean) {
    const receiveAndPass = (frame: Frame) => {
      if (!alone) send({ kind: 'frame', frame, from: live.get().position })
      receiveAt(frame)
    }
    const position = () => live.get().position
    const poll = async () => {
      const answers = await Promise.all([pollFeed(position(), signal), pollBell(signal)])
      for (const frame of answers) if (frame && !signal.aborted) receiveAndPass(frame)
    }
    retryNow = keepStream({ viewerId, position, receive: receiveAndPass, signal })
    void keepPolling({ live, poll, signal })
  }

  const askForState = () => (retryNow ? retryNow() : send({ kind: 'ask-state' }))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && askForState(), {
    signal,
  })
  askForState()
  lead(name, holdStream, signal)
}

/** The position from which a frame goes on, where that is not the one before it; undefined when the frame does not say. */
function startOf(frame: Frame): string | null | undefined {
  if (frame.event === 'polled') return frame.from
  // After a reset the feed is loaded again anyway.
  return frame.event === 'hello' && frame.mode !== 'reset' ? frame.position : undefined
}

/** Adopts the state of the tab that holds the stream. */
function adopt(message: TabMessage & { kind: 'state' }, signal: AbortSignal): void {
  const { status, connectionId, degraded, position, bell } = message
  const state = live.get()
  live.set({ ...state, status, connectionId, degraded, position: state.position ?? position })
  if (bell) receive({ event: 'bell', state: bell })
  if (state.position && position && state.position !== position) void catchUp(state.position, signal)
}

/** Fetches what this tab missed between a position and the present, again until the server has answered. */
async function catchUp(from: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const frame = await pollFeed(from, signal)
    if (frame && !signal.aborted) return receive(frame)
    await wait(randomBetween(2_000, 8_000), signal)
  }
}
