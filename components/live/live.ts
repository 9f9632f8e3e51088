import { createStore } from '@/components/client/store'
import { askForBell, askForNew } from './ask-for-new'
import type { Frame } from './frames'
import { lead } from './leader'
import { keepPolling } from './polling'
import { INITIAL, receive } from './receive'
import { keepStream } from './stream'
import { joinTabs, type TabMessage } from './tabs'
import { between, wait } from './waiting'

/** What this tab knows about the stream, and through it. */
export const live = createStore(INITIAL)

const listeners = new Set<(frame: Frame) => void>()
let session = new AbortController()
let tellTabs: (message: TabMessage) => void = () => undefined

/** Hears of every frame, after the state has taken it in. */
export function onFrame(listener: (frame: Frame) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Takes a frame in. Also for what this tab itself did, so that its screen need not wait for the stream. */
export function tell(frame: Frame): void {
  live.set(receive(live.get(), frame))
  for (const listener of listeners) listener(frame)
}

/** Takes in what only this tab was told, an answer of the server, and passes it on to the other tabs. */
export function share(frame: Frame): void {
  tell(frame)
  tellTabs({ kind: 'frame', frame, from: null })
}

/** The screen shows a feed that was read up to this position; the stream goes on from there. Null: nobody knows. */
export function openAt(position: string | null): void {
  const reached = live.get().position
  if (position === null || position === reached) return
  if (reached === null) tell({ event: 'opened', position })
  else void catchUp(position, session.signal)
}

/**
 * Follows the stream of this viewer until the returned function is called. One tab of the browser holds the stream and
 * tells the others; each keeps its own position, so whoever takes over resumes without a hole.
 */
export function startLive(viewerId: string): () => void {
  const leave = () => session.abort()
  const begin = () => {
    session = new AbortController()
    follow(viewerId, session)
  }
  // A page that waits in the browser's memory must not hold the stream; one that returns from there resumes it.
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

function follow(viewerId: string, { signal }: AbortController): void {
  const name = `carillon:${viewerId}`
  const say = joinTabs(name, hearTab, signal)
  tellTabs = say
  let wake: (() => void) | null = null

  /** `from`: where the tab that holds the stream stood before. This one may have stood elsewhere. */
  function take(frame: Frame, from?: string | null) {
    const { position } = live.get()
    const start = frame.event === 'feed' ? from : startOf(frame)
    const jumps = position !== null && start !== undefined && start !== position
    tell(frame)
    if (jumps) void catchUp(position, signal)
    if (live.get().connection === 'ended') session.abort()
  }

  function hearTab(message: TabMessage) {
    if (message.kind === 'frame') take(message.frame, message.from)
    else if (message.kind === 'here') standWith(message, signal)
    else if (wake) {
      // Somebody looks at another tab; timers of this one may be asleep.
      wake()
      const { connection, connectionId, degraded, position, bell } = live.get()
      say({ kind: 'here', connection, connectionId, degraded, position, bell })
    }
  }

  function hold(alone: boolean) {
    const takeAndPass = (frame: Frame) => {
      if (!alone) say({ kind: 'frame', frame, from: live.get().position })
      take(frame)
    }
    const position = () => live.get().position
    const ask = async () => {
      const answers = await Promise.all([askForNew(position(), signal), askForBell(signal)])
      for (const frame of answers) if (frame && !signal.aborted) takeAndPass(frame)
    }
    wake = keepStream({ position, hear: takeAndPass, signal })
    void keepPolling({ live, ask, signal })
  }

  const askWhere = () => (wake ? wake() : say({ kind: 'where' }))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && askWhere(), { signal })
  askWhere()
  lead(name, hold, signal)
}

/** The position from which a frame goes on, where it is not the one before; undefined when the frame does not say. */
function startOf(frame: Frame): string | null | undefined {
  if (frame.event === 'polled') return frame.from
  // A reset has the feed loaded anew anyway.
  return frame.event === 'hello' && frame.mode !== 'reset' ? frame.position : undefined
}

/** Takes over what the tab that holds the stream says. */
function standWith(here: TabMessage & { kind: 'here' }, signal: AbortSignal): void {
  const { connection, connectionId, degraded, position, bell } = here
  const state = live.get()
  live.set({ ...state, connection, connectionId, degraded, position: state.position ?? position })
  if (bell) tell({ event: 'bell', state: bell })
  if (state.position && position && state.position !== position) void catchUp(state.position, signal)
}

/** Fetches what this tab missed between a position and the present; repeats until it is known. */
async function catchUp(from: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const frame = await askForNew(from, signal)
    if (frame && !signal.aborted) return tell(frame)
    await wait(between(2_000, 8_000), signal)
  }
}
