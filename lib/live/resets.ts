import { frame } from '@/lib/delivery/frame'
import { buildTimeline } from '@/lib/feed/rebuild-timeline'
import { topOf } from '@/lib/feed/timeline'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import type { Reset } from '@/lib/shared/views'
import type { Connection } from './connection'
import type { Connections } from './connections'

/** Milliseconds of reloading per reader who is reset, and for all of them at most. */
const PER_READER = 5
const AT_MOST = 15_000

/**
 * The milliseconds over which so many readers who are reset together spread the reloading of their feeds. 0 for one
 * reader.
 */
export function reloadWithin(readers: number): number {
  return Math.min(AT_MOST, (readers - 1) * PER_READER)
}

/**
 * Resets of one reader within this time (milliseconds) are done as one. Well below a second: within that, a block is on every
 * screen, also when it follows another change.
 */
const MERGE_WITHIN = 300

/**
 * Resets: when what a reader holds cannot be continued, their timeline is built again, and their streams get the position
 * from which live frames continue.
 */
export class Resets {
  /** User -> time of the last reset, and user -> the reset that waits. */
  private readonly last = new Map<string, number>()
  private readonly pending = new Map<string, Reset>()
  private readonly connections: Connections

  constructor(connections: Connections) {
    this.connections = connections
  }

  /** Resets all streams of a reader, now or together with the next reset. Browsers spread their reloading over `withinMs`. */
  reset(userKey: string, reset: Reset): void {
    if (this.pending.has(userKey) || this.connections.of(userKey).length === 0) return
    const wait = Math.max(0, (this.last.get(userKey) ?? 0) + MERGE_WITHIN - performance.now())
    this.pending.set(userKey, reset)
    setTimeout(() => void this.run(userKey), wait)
  }

  /** Lets a connection go live. Resets its reader when that was asked for, or became necessary, while it was busy. */
  goLive(connection: Connection): void {
    const reason = connection.goLive()
    if (reason) this.reset(connection.userKey, { reason, withinMs: 0 })
  }

  private async run(userKey: string): Promise<void> {
    const reset = this.pending.get(userKey)
    const connections = this.connections.of(userKey).filter(({ phase }) => phase !== 'closed')
    const [first] = connections
    this.pending.delete(userKey)
    if (!reset || !first) return void this.last.delete(userKey)
    this.last.set(userKey, performance.now())
    setTimeout(() => this.forget(userKey), 2 * MERGE_WITHIN).unref()
    const live = connections.filter(({ phase }) => phase === 'live')
    for (const connection of connections) {
      if (live.includes(connection)) connection.startCatchUp()
      else connection.resetWhenLive(reset.reason)
    }
    await this.startOver(first.userId, live, reset)
    for (const connection of live) this.goLive(connection)
  }

  /** Builds the timeline and writes the reset. Without Redis the connections have no position until the next check. */
  private async startOver(userId: bigint, connections: Connection[], reset: Reset): Promise<void> {
    const timeline = await buildTimeline(userId).catch((error: unknown) => {
      log.info({ error: String(error) }, 'reset waits for Redis')
      return null
    })
    for (const connection of connections) {
      if (timeline) {
        connection.moveTo({ epoch: timeline.epoch, offset: topOf(timeline) }, frame('reset', reset))
        metrics.frames.inc({ event: 'reset' })
      } else connection.losePosition()
    }
  }

  private forget(userKey: string): void {
    if (performance.now() - (this.last.get(userKey) ?? 0) >= MERGE_WITHIN) this.last.delete(userKey)
  }
}
