import type { NotificationState } from '@/lib/shared/views'
import type { Claim, ElectionMessage } from './election'
import type { Frame } from './frames'
import type { StreamStatus } from './live-state'

/**
 * The version of `TabMessage`. After a deploy, tabs of two versions are open in one browser: those that do not understand
 * each other must not share a channel. Raise it with every change that a tab of the version before would misread.
 */
const VERSION = 3

/**
 * The name of what the tabs share that show one viewer: their channel, and the election of the one that holds the stream. The
 * version is in it, so that each version has a leader of its own. With one leader for all, tabs of one version would wait for
 * frames that a leader of the other sends on another channel.
 */
export function nameOfTabs(viewerId: string): string {
  return `carillon:${VERSION}:${viewerId}`
}

/** What the tabs of one browser send each other. `claim` is that of the tab that holds the stream: it tells who has sent it. */
export type TabMessage =
  | ElectionMessage
  /** A frame of the stream or of a poll; `from` is the position of the leader before the frame. */
  | { kind: 'frame'; frame: Frame; from: string | null; claim: Claim }
  /** From any tab: an answer to its own request, such as the state of the bell. */
  | { kind: 'shared'; frame: Frame }
  /** What the leader knows. */
  | {
      kind: 'state'
      status: StreamStatus
      connectionId: string | null
      degraded: boolean
      position: string | null
      bell: NotificationState | null
      claim: Claim
    }
  /** From a tab that was just opened, is shown again, or has another leader: it asks for `state`. */
  | { kind: 'ask-state' }

/** Connects the tabs of this browser that use one name. Returns how to send to the others. */
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
