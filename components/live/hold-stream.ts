import type { Frame } from './frames'
import { keepStream } from './keep-stream'
import { live } from './live'
import { keepPolling, pollBell, pollFeed } from './poll'

type Holding = { viewerId: string; receive: (frame: Frame) => void; signal: AbortSignal }

/**
 * The work of the tab that holds the stream, until the signal is aborted: keeps a stream open and polls while there is none.
 * Returns a function that tries at once when the stream is down.
 */
export function holdStream({ viewerId, receive, signal }: Holding): () => void {
  const position = () => live.get().position
  const poll = async () => {
    const answers = await Promise.all([pollFeed(position(), signal), pollBell(signal)])
    for (const frame of answers) if (frame && !signal.aborted) receive(frame)
  }
  // Until hello nobody has a stream, and the tabs may say so. A tab that has had none yet says `connecting`.
  if (live.get().status !== 'connecting') receive({ event: 'lost' })
  const retryNow = keepStream({ viewerId, position, receive, signal })
  void keepPolling({ live, poll, signal })
  return retryNow
}
