import type { Connection } from './connection'
import type { Gateway } from './gateway'

/** Streams of one session in this process, and milliseconds after which the browser of one too many may connect again. */
const PER_SESSION = 8
const TOO_MANY_RETRY = 60_000
/** Streams of one process. */
const PER_PROCESS = 25_000

export function isFull({ draining, connections }: Gateway): boolean {
  return draining || connections.size >= PER_PROCESS
}

/** Ends the oldest streams of a session that has too many with this one. */
export function endOldest({ connections }: Gateway, { userKey, sessionId }: Connection): void {
  const open = connections.of(userKey).filter((other) => other.sessionId === sessionId && other.phase !== 'closed')
  for (const oldest of open.slice(0, Math.max(0, open.length - PER_SESSION))) oldest.end('too_many', TOO_MANY_RETRY)
}
