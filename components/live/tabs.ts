import type { NotificationState } from '@/lib/shared/views'
import type { Frame } from './frames'
import type { StreamStatus } from './live-state'

/** What the tabs of one browser send each other. */
export type TabMessage =
  /**
   * To all other tabs. From the tab that holds the stream: a frame of the stream or of a poll; `from` is its position before
   * the frame. From any tab: an answer to its own request, such as the state of the bell; `from` is null.
   */
  | { kind: 'frame'; frame: Frame; from: string | null }
  /** From the tab that holds the stream: what it knows. */
  | {
      kind: 'state'
      status: StreamStatus
      connectionId: string | null
      degraded: boolean
      position: string | null
      bell: NotificationState | null
    }
  /** From a tab that was just opened or is shown again: it asks for `state`. */
  | { kind: 'ask-state' }

/** Connects the tabs of this browser that show one viewer. Returns how to send to the others. */
export function joinTabs(name: string, receive: (message: TabMessage) => void, signal: AbortSignal) {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    // Messages may already be queued when the channel closes.
    if (!signal.aborted) receive(data)
  }
  signal.addEventListener('abort', () => channel.close())
  return (message: TabMessage) => {
    if (!signal.aborted) channel.postMessage(message)
  }
}
