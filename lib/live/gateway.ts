import { randomBytes } from 'node:crypto'
import { metrics } from '@/lib/process/metrics'
import { once } from '@/lib/process/once'
import { isRedisInDoubt } from '@/lib/redis/client'
import type { Connection } from './connection'
import { Connections } from './connections'
import { Gap } from './gap'
import { Resets } from './resets'

/** Milliseconds until a browser that was signed out may connect again, if it does. */
const SIGNED_OUT_RETRY = 60_000

/**
 * The streams of this process. Publishers find it in Redis by its id; what they publish arrives through `Subscription`
 * and `dispatchMessage`. Messages may be lost. Regular checks, and the position of the next post, find a missing post. Checks
 * also find a missing state of a bell and sessions that have ended. Changes of posts and people have no position: after a gap,
 * those of that time are delivered again.
 */
export class Gateway {
  /** Random for each start, so that what was published for an earlier process does not reach this one. */
  readonly id = randomBytes(6).toString('hex')
  readonly connections = new Connections()
  readonly resets = new Resets(this.connections)
  readonly gap = new Gap()
  /** Whether messages arrive; set by `Subscription`. */
  subscribed = false
  /** Whether the process is stopping and accepts no more streams. */
  draining = false

  /** True while live frames may not arrive. Browsers then poll as well. */
  get degraded(): boolean {
    return !this.subscribed || isRedisInDoubt()
  }

  add(connection: Connection): void {
    this.connections.add(connection)
    metrics.streamsOpen.set(this.connections.size)
  }

  /** Closes a connection and forgets it. Returns true when it was the user's last one here. Idempotent. */
  remove(connection: Connection): boolean {
    connection.close()
    const last = this.connections.remove(connection)
    metrics.streamsOpen.set(this.connections.size)
    return last
  }

  /** Somebody looks at the page of this stream. Does nothing when another process holds it. */
  noteUse(userId: bigint, connectionId: string): void {
    const connection = this.connections.of(String(userId)).find(({ id }) => id === connectionId)
    if (connection) connection.usedAt = performance.now()
  }

  /** Ends the streams of these users that belong to one of these sessions. */
  endSessions(users: string[], sessionIds: Set<string>): void {
    for (const connection of users.flatMap((user) => this.connections.of(user))) {
      if (sessionIds.has(connection.sessionId)) connection.end('signed_out', SIGNED_OUT_RETRY)
    }
  }
}

/** The gateway of this process. */
export const gateway = once('gateway', () => new Gateway())
