import { catchUp, receiveAt } from './catch-up'
import { electLeader } from './elect-leader'
import type { Frame } from './frames'
import { holdStream } from './hold-stream'
import { catchUpBy, live, receive, shareBy } from './live'
import { INITIAL } from './live-state'
import { joinTabs, nameOfTabs, type TabMessage } from './tabs'

/**
 * Follows the stream of this viewer until the returned function is called. One tab of the browser holds the stream and
 * passes its frames to the others. Each tab keeps its own position, so a tab that takes over misses nothing.
 */
export function followLive(viewerId: string): () => void {
  let stop: (() => void) | null = null
  const leave = () => {
    if (!stop) return
    stop()
    stop = null
    // What happens from now on does not reach this tab. When it is back, what it shows is read again.
    receive({ event: 'lost' })
  }
  const begin = () => {
    if (!stop && live.get().status !== 'ended') stop = follow(viewerId, leave)
  }
  // A page that the browser suspends, or keeps for Back, must not hold the stream; when it returns it goes on.
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', begin)
  document.addEventListener('freeze', leave)
  document.addEventListener('resume', begin)
  begin()
  return () => {
    leave()
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('pageshow', begin)
    document.removeEventListener('freeze', leave)
    document.removeEventListener('resume', begin)
    live.set(INITIAL)
  }
}

/** Returns how to stop. `onEnd`: the session is over. */
function follow(viewerId: string, onEnd: () => void): () => void {
  const session = new AbortController()
  const { signal } = session
  const name = nameOfTabs(viewerId)
  const send = joinTabs(name, onMessage, signal)
  const askForState = () => send({ kind: 'ask-state' })
  const tabs = electLeader({
    name,
    send,
    hold,
    onDoubt: () => receive({ event: 'lost' }),
    onFollow: askForState,
  })
  /** Set while this tab holds the stream. */
  let retryNow: (() => void) | null = null

  const receiveHere = (frame: Frame, from?: string | null) => receiveAt(frame, { from, signal })

  function onMessage(message: TabMessage) {
    if (message.kind === 'ask-state') return answerState()
    if (message.kind === 'shared') return receiveHere(message.frame, null)
    if (message.kind !== 'frame' && message.kind !== 'state') return tabs.hear(message)
    // Whatever the leader sends is a sign of life. A tab that woke up and was replaced meanwhile sends an older claim.
    tabs.hear({ kind: 'lead', claim: message.claim })
    if (tabs.leader()?.tab !== message.claim.tab) return
    if (message.kind === 'frame') receiveHere(message.frame, message.from)
    else adopt(message, signal)
  }

  function answerState() {
    const claim = tabs.leader()
    if (!retryNow || !claim) return
    // The reader looks at another tab. This one is hidden, so its timers may be late.
    retryNow()
    const { status, connectionId, degraded, position, bell } = live.get()
    send({ kind: 'state', status, connectionId, degraded, position, bell, claim })
  }

  function hold(held: AbortSignal) {
    const receiveAndPass = (frame: Frame) => {
      const claim = tabs.leader()
      if (claim) send({ kind: 'frame', frame, from: live.get().position, claim })
      receiveHere(frame)
    }
    retryNow = holdStream({ viewerId, receive: receiveAndPass, signal: held })
    held.addEventListener('abort', () => {
      retryNow = null
      // Another tab leads, perhaps for long: this one may have been suspended.
      if (live.get().status !== 'connecting') receive({ event: 'lost' })
    })
  }

  // A frame may say that the session is over, or the answer to any request of this tab.
  const stopWatching = live.subscribe(() => live.get().status === 'ended' && onEnd())
  shareBy((frame) => send({ kind: 'shared', frame }))
  catchUpBy((from) => void catchUp(from, signal))
  const shown = () => document.visibilityState === 'visible' && (retryNow ? retryNow() : askForState())
  document.addEventListener('visibilitychange', shown, { signal })
  askForState()
  return () => {
    stopWatching()
    tabs.leave()
    session.abort()
  }
}

/**
 * Adopts the state of the tab that holds the stream. That one has received the hello. For a tab that had no stream before, the
 * state is its hello: it may have missed changes, and its parts read again what they show.
 */
function adopt(
  { status, connectionId, degraded, ...known }: TabMessage & { kind: 'state' },
  signal: AbortSignal,
): void {
  const before = live.get()
  if (before.status === 'ended') return
  const position = before.position ?? known.position
  if (status === 'live' && before.status !== 'live' && connectionId && known.bell) {
    receive({ event: 'hello', mode: 'live', connectionId, position, notifications: known.bell })
  } else if (known.bell) receive({ event: 'bell', state: known.bell })
  // The tab that holds the stream is new and has had none yet. This one has had one, and lost it.
  const isCutOff = status === 'connecting' && before.status !== 'connecting'
  live.set({ ...live.get(), status: isCutOff ? 'lost' : status, connectionId, degraded, position })
  if (before.position && known.position && before.position !== known.position) void catchUp(before.position, signal)
}
