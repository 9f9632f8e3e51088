import { type Frame, parseFrame, STREAM_EVENTS } from './frames'

/** Whose stream, and after which position. The server refuses it when another person is signed in. */
type Asked = { viewerId: string; position: string | null }

type Listeners = {
  /** The server answered with a stream. */
  onAnswer: () => void
  /** Null for an event that cannot be read. */
  onFrame: (frame: Frame | null) => void
  /** The stream ended or was never reached. `refused`: the answer was no stream, and the browser will not try again. */
  onBreak: (refused: boolean) => void
}

/** Opens a stream. Returns how to close it; after that no listener is called. */
export function openEventSource(asked: Asked, { onAnswer, onFrame, onBreak }: Listeners): () => void {
  const source = new EventSource(addressOf(asked))
  let closed = false
  source.onopen = () => closed || onAnswer()
  source.onerror = () => closed || onBreak(source.readyState === source.CLOSED)
  for (const event of STREAM_EVENTS) {
    source.addEventListener(event, (message) => {
      if (!closed) onFrame(parseFrame(event, message.data, idOf(event, message)))
    })
  }
  return () => {
    closed = true
    source.close()
  }
}

function addressOf({ viewerId, position }: Asked): string {
  const query = new URLSearchParams({ viewer: viewerId, ...(position && { position }) })
  return `/api/stream?${query}`
}

/** The browser repeats the last id for an event without one: only these have their own. */
function idOf(event: string, message: MessageEvent): string {
  return event === 'feed' || event === 'replayed' || event === 'reset' ? message.lastEventId : ''
}
