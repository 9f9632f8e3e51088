import type { Accepted } from './unsent'

/** What the tabs of a browser tell each other: which entry on the disk was changed, and what became of an unsent item. */
type Message = { changed: string } | { accepted: Accepted }

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('carillon:unsent')
const listeners = new Set<(message: Message) => void>()
if (channel) {
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    for (const listener of listeners) listener(data)
  }
}

/** Tells the other tabs. */
export function tellTabs(message: Message): void {
  channel?.postMessage(message)
}

/** Calls back with what other tabs tell, until the returned function is called. */
export function onTold(listener: (message: Message) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
