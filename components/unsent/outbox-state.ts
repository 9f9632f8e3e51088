import { createStore } from '@/components/client/store'
import type { Accepted, Unsent } from './unsent'

/** What the viewer has sent and the server has not accepted yet, as far as this tab shows it. In the order of writing. */
export const outbox = createStore<readonly Unsent[]>([])

/** `here`: this tab has sent it. */
type Listener = (accepted: Accepted, from: { here: boolean }) => void
const listeners = new Set<Listener>()

/** Calls back when the server has accepted something, before it leaves the outbox. */
export function onAccepted(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const noteAccepted: Listener = (accepted, from) => {
  for (const listener of listeners) listener(accepted, from)
}
