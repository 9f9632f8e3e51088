import { people } from '@/components/client/people'
import { receivePerson } from '@/components/client/receive-person'
import { noteServerTime } from '@/components/client/server-clock'
import { createStore } from '@/components/client/store'
import type { Frame } from './frames'
import { INITIAL, type LiveState, receiveLive } from './live-state'

/** What this tab knows about its stream, and what it has received by it. */
export const live = createStore(INITIAL)

/**
 * How many groups of the bell are unseen after what this tab has shown, until the server has confirmed it. Null: what the
 * state of the bell says.
 */
export const unseenHere = createStore<number | null>(null)

/** `before`: what was known of the stream before the frame. */
type Listener = (frame: Frame, before: LiveState) => void

const listeners = new Set<Listener>()
let sendToTabs: (frame: Frame) => void = () => undefined
let catchUp: ((from: string) => void) | null = null
/** From where to fetch as soon as that is possible. */
let catchUpFrom: string | null = null

/** Calls back with every frame, after the state has received it. */
export function onFrame(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Receives a frame in this tab: from the stream, or made of what the viewer did here, which the screen shows at once. */
export function receive(frame: Frame): void {
  if ('serverTime' in frame) noteServerTime(frame.serverTime ?? null)
  const before = live.get()
  live.set(receiveLive(before, frame))
  if (frame.event === 'person') people.change((known) => receivePerson(known, frame))
  for (const listener of listeners) listener(frame, before)
}

/** Receives an answer that only this tab has asked for, and passes it to the other tabs of this browser. */
export function receiveAndShare(frame: Frame): void {
  receive(frame)
  share(frame)
}

/** Passes a frame to the other tabs of this browser alone. */
export function share(frame: Frame): void {
  sendToTabs(frame)
}

/** Sets the function that sends a frame to the other tabs. */
export function shareBy(send: (frame: Frame) => void): void {
  sendToTabs = send
}

/**
 * The screen shows a feed that was read at this position; the stream goes on from there. Null: the position is not known.
 */
export function openAt(position: string | null): void {
  const reached = live.get().position
  if (position === null || position === reached) return
  if (reached === null) receive({ event: 'opened', position })
  else if (catchUp) catchUp(position)
  else catchUpFrom = position
}

/** Sets the function that fetches what lies between a position and the present. It comes with the code of the stream. */
export function catchUpBy(fetchFrom: (from: string) => void): void {
  catchUp = fetchFrom
  if (catchUpFrom) fetchFrom(catchUpFrom)
  catchUpFrom = null
}
