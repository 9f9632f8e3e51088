import { frame } from '@/lib/delivery/frame'
import type { Gateway } from './gateway'

/**
 * Seconds between two heartbeats of a stream. In each second another part of the streams gets one, so that they are
 * spread.
 */
const HEARTBEAT_EVERY = 15
/**
 * Milliseconds. The maximal ages differ, so that streams that were opened together do not end together. `maxAgeOf` gives 70
 * to 89 minutes, because the characters of an id have codes from 45 to 122.
 */
const MAX_AGE = { least: 60 * 60_000, most: 90 * 60_000 }

let second = 0

/** Once a second: writes heartbeats, cuts readers that are too slow, ends streams that have reached their maximal age. */
export function tick({ connections, degraded }: Gateway): void {
  const now = performance.now()
  const turn = second++ % HEARTBEAT_EVERY
  const heartbeat = frame('heartbeat', { serverTime: new Date().toISOString(), degraded })
  for (const connection of [...connections.all()]) {
    connection.checkFlow(now)
    if (turnOf(connection.id) === turn) connection.writeHeartbeat(heartbeat)
    if (now - connection.openedAt > maxAgeOf(connection.id)) connection.end('max_age', Math.round(1000 * Math.random()))
  }
}

/** The id of a connection is random, so that its characters serve as random numbers. */
const turnOf = (id: string) => id.charCodeAt(0) % HEARTBEAT_EVERY
const maxAgeOf = (id: string) => MAX_AGE.least + (id.charCodeAt(1) / 128) * (MAX_AGE.most - MAX_AGE.least)
