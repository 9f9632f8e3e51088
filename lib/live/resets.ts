import { frame } from '@/lib/delivery/frame'
import { buildTimeline } from '@/lib/feed/rebuild-timeline'
import { formatPosition, topOf } from '@/lib/feed/timeline'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import type { ResetReason } from '@/lib/shared/views'
import type { Connection } from './connection'
import type { Members } from './connections'

/** Resets of one reader within this time (milliseconds) are one. */
const TOGETHER = 1000
type Pending = { timer: NodeJS.Timeout; reason: ResetReason; withinMs: number }

/**
 * Starting over: when what a reader holds cannot be continued, their timeline is built again and their streams are told
 * the position from which live frames go on.
 */
export class Resets {
  private readonly last = new Map<string, number>()
  private readonly pending = new Map<string, Pending>()
  private readonly members: Members

  constructor(members: Members) {
    this.members = members
  }

  /** Resets all streams of a reader, now or together with the next one. `withinMs`: over how long browsers spread reloading. */
  reset(userKey: string, reason: ResetReason, withinMs: number): void {
    if (this.pending.has(userKey) || this.members.of(userKey).length === 0) return
    const wait = Math.max(0, (this.last.get(userKey) ?? 0) + TOGETHER - Date.now())
    const timer = setTimeout(() => void this.run(userKey), wait)
    this.pending.set(userKey, { timer, reason, withinMs })
  }

  private async run(userKey: string): Promise<void> {
    const pending = this.pending.get(userKey)
    const connections = this.members.of(userKey)
    const [first] = connections
    this.pending.delete(userKey)
    if (!pending || !first) return void this.last.delete(userKey)
    this.last.set(userKey, Date.now())
    setTimeout(() => this.forget(userKey), 2 * TOGETHER).unref()
    // Who is opening or catching up does it when it goes live.
    for (const busy of connections) if (!busy.live) busy.owesReset = true
    const live = connections.filter((connection) => connection.live)
    for (const connection of live) connection.live = false
    try {
      await this.startOver(first.userId, live, pending)
    } catch (error) {
      log.info({ error: String(error) }, 'reset waits for Redis')
      for (const connection of live) setAdrift(connection)
    }
    for (const connection of live) this.resume(connection)
  }

  private async startOver(userId: bigint, connections: Connection[], { reason, withinMs }: Pending): Promise<void> {
    const timeline = await buildTimeline(userId)
    for (const connection of connections) {
      if (!timeline) {
        setAdrift(connection)
        continue
      }
      connection.position = { epoch: timeline.epoch, offset: topOf(timeline) }
      connection.write(frame('reset', { reason, withinMs }, formatPosition(connection.position)))
      metrics.frames.inc({ event: 'reset' })
    }
  }

  /** Lets a connection that was busy go live, and starts it over when that was asked for meanwhile. */
  resume(connection: Connection): void {
    const owes = connection.owesReset
    connection.owesReset = false
    const outcome = connection.goLive()
    if (owes) this.reset(connection.userKey, 'graph', 0)
    else if (outcome === 'hole') this.reset(connection.userKey, 'lag', 0)
  }

  private forget(userKey: string): void {
    if (Date.now() - (this.last.get(userKey) ?? 0) >= TOGETHER) this.last.delete(userKey)
  }
}

/** No post is written to the reader until their place is known. */
function setAdrift(connection: Connection): void {
  connection.position = null
  connection.adrift = true
}
