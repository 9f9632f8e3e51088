import { frame } from '@/lib/delivery/frame'
import { formatPosition, readTimeline, topOf } from '@/lib/feed/timeline'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import type { Connection } from './connection'
import type { Gateway } from './gateway'
import { type Missed, missedPosts, whyReset } from './missed-posts'

/**
 * Fetches what a live connection missed (a lost frame, a lost subscription) and delivers it in order; live frames wait
 * meanwhile. Starts over when it cannot be continued. Never throws: what cannot be done now is tried again a
 * second later.
 */
export async function catchUp(gateway: Gateway, connection: Connection): Promise<void> {
  const held = connection.position
  if (!connection.live || !held) return
  connection.live = false
  try {
    const timeline = await readTimeline(connection.userId)
    const reason = timeline ? whyReset(held, timeline) : 'epoch'
    metrics.positionFaults.inc({ answer: reason ?? 'fetched' })
    if (!timeline || reason) gateway.resets.reset(connection.userKey, reason ?? 'epoch', 0)
    else {
      await writeMissed(connection, await missedPosts(connection.userId, timeline, held.offset))
      connection.position = { epoch: timeline.epoch, offset: topOf(timeline) }
    }
  } catch (error) {
    log.info({ error: String(error) }, 'catching up waits for Redis')
    connection.adrift = true
  }
  gateway.resets.resume(connection)
}

/** Writes posts one by one, waiting for the reader: a replay must not fill memory for one who does not read. */
export async function writeMissed(connection: Connection, missed: Missed[]): Promise<void> {
  for (const { position, post } of missed) {
    await connection.drained()
    connection.write(frame('feed', { post }, formatPosition(position)))
    metrics.frames.inc({ event: 'feed' })
  }
}
