import type {
  Bye,
  Heartbeat,
  Hello,
  NewInFeed,
  NotificationNews,
  NotificationState,
  PersonFrame,
  Post,
  PostFrame,
  Reset,
} from '@/lib/shared/views'

/** What a browser receives: the events of the stream, answers of the server, and what it finds out about the stream. */
export type Frame =
  /** From the stream, or made of what the tab that holds the stream knows: then it names no time. */
  | ({ event: 'hello' } & Omit<Hello, 'serverTime'> & Partial<Pick<Hello, 'serverTime'>>)
  | { event: 'feed'; position: string | null; post: Post }
  | { event: 'replayed'; position: string }
  | ({ event: 'reset'; position: string | null } & Reset)
  | { event: 'post'; change: PostFrame }
  | ({ event: 'person' } & PersonFrame)
  | ({ event: 'notifications' } & NotificationNews)
  /** From an answer to this browser: what the bell shows, without its groups. */
  | { event: 'bell'; state: NotificationState }
  | ({ event: 'heartbeat' } & Heartbeat)
  | ({ event: 'bye' } & Bye)
  /** The answer of the polling path, and the position it was asked with. */
  | ({ event: 'polled'; from: string | null } & NewInFeed)
  /** The screen shows a page of the feed that was read at this position. */
  | { event: 'opened'; position: string }
  /** One's own deleted post was brought back. */
  | { event: 'restored'; post: Post }
  | { event: 'lost' }
  | { event: 'ended' }

/** The events of the stream that this version understands; others are ignored. */
export const STREAM_EVENTS = [
  'hello',
  'feed',
  'replayed',
  'reset',
  'post',
  'person',
  'notifications',
  'heartbeat',
  'bye',
] as const

type StreamEvent = (typeof STREAM_EVENTS)[number]

/** Reads one event of the stream, or null when it is not what docs/api.md says. `id` is the event's, empty for none. */
export function parseFrame(event: StreamEvent, data: string, id: string): Frame | null {
  const body = parseObject(data)
  if (!body) return null
  switch (event) {
    case 'feed':
    case 'replayed':
    case 'reset':
      return { ...body, event, position: id || null } as Frame
    case 'post':
      return { event, change: body as PostFrame }
    default:
      return { ...body, event } as Frame
  }
}

function parseObject(data: string): object | null {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value ? value : null
  } catch {
    // Cut short by the network. The position has not moved, so the stream brings it again when it resumes.
    return null
  }
}
