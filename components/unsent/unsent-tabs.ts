import type { Accepted } from './unsent'

/** What the tabs of a browser send each other: which entry on the disk was changed, and what became of an unsent item. */
type Message = { changed: string } | { accepted: Accepted }

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('carillon:unsent')
const listeners = new Set<(message: Message) => void>()
if (channel) {
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    for (const listener of listeners) listener(data)
  }
}

/** Sends it to the other tabs. */
export function sendToTabs(message: Message): void {
  channel?.postMessage(message)
}

/** Calls back with what other tabs send, until the returned function is called. */
export function onTabMessage(listener: (message: Message) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
