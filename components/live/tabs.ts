import type { NotificationState } from '@/lib/shared/views'
import type { Frame } from './frames'
import type { Connection } from './receive'

/** What the tabs of one browser tell each other. */
export type TabMessage =
  /** From the tab that holds the stream, or was told something by itself, to all others. */
  | { kind: 'frame'; frame: Frame; from: string | null }
  | {
      kind: 'here'
      connection: Connection
      connectionId: string | null
      degraded: boolean
      position: string | null
      bell: NotificationState | null
    }
  /** From a tab that was just opened or comes back into sight: where are we? */
  | { kind: 'where' }

/** Joins the conversation of this browser's tabs about one viewer. Returns how to say something to the others. */
export function joinTabs(name: string, hear: (message: TabMessage) => void, signal: AbortSignal) {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    // Messages may already be queued when the channel closes.
    if (!signal.aborted) hear(data)
  }
  signal.addEventListener('abort', () => channel.close())
  return (message: TabMessage) => {
    if (!signal.aborted) channel.postMessage(message)
  }
}
