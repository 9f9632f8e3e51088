import { isExempt } from '@/lib/http/rate-limits'
import { env } from '@/lib/process/env'
import type { Connection } from './connection'
import type { Gateway } from './gateway'

/** Milliseconds after which the browser of one too many may connect again. */
const TOO_MANY_RETRY = 60_000
/** Streams of one process. */
const PER_PROCESS = 25_000

export function isFull({ draining, connections }: Gateway): boolean {
  return draining || connections.size >= PER_PROCESS
}

/**
 * Ends streams where there are too many with this one: of its session, of its person, and from its network. First those whose
 * pages nobody has looked at for the longest time. From a network the person with the most streams loses one, so that nobody can
 * end the streams of a neighbour by opening many. Each process counts its own.
 */
export function endIdlest({ connections }: Gateway, { userKey, sessionId, network }: Connection): void {
  const ofPerson = connections.of(userKey)
  endAllBut(
    env.LIMIT_STREAMS_PER_SESSION,
    ofPerson.filter((other) => other.sessionId === sessionId),
  )
  endAllBut(env.LIMIT_STREAMS_PER_PERSON, ofPerson)
  if (isExempt(network)) return
  const fromNetwork = [...connections.from(network)].filter(isOpen)
  for (let over = fromNetwork.length - env.LIMIT_STREAMS_PER_ADDRESS; over > 0; over--) {
    largestGroup(fromNetwork.filter(isOpen)).toSorted(byUse)[0]?.end('too_many', TOO_MANY_RETRY)
  }
}

/** Those that were used or opened first come first. */
const byUse = (one: Connection, other: Connection) => one.usedAt - other.usedAt
const isOpen = ({ phase }: Connection) => phase !== 'closed'

function endAllBut(most: number, connections: Connection[]): void {
  const open = connections.filter(isOpen).toSorted(byUse)
  for (const idle of open.slice(0, Math.max(0, open.length - most))) idle.end('too_many', TOO_MANY_RETRY)
}

/** The streams of the person who has the most of these. */
function largestGroup(connections: Connection[]): Connection[] {
  const byPerson = new Map<string, Connection[]>()
  for (const connection of connections) {
    const group = byPerson.get(connection.userKey) ?? []
    byPerson.set(connection.userKey, [...group, connection])
  }
  return [...byPerson.values()].reduce((largest, group) => (group.length > largest.length ? group : largest), [])
}
