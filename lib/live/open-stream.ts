import { buildTimeline } from '@/lib/feed/rebuild-timeline'
import { formatPosition, type Position, parsePosition, type Timeline, topOf } from '@/lib/feed/timeline'
import { frame } from '@/lib/frame'
import { metrics } from '@/lib/metrics'
import { readNotificationState } from '@/lib/notifications/state'
import { whenAway } from '@/lib/redis'
import type { Hello, NotificationState } from '@/lib/shared/views'
import { writeMissed } from './catch-up'
import type { Connection } from './connection'
import type { Gateway } from './gateway'
import { missedPosts, whyReset } from './missed-posts'

/**
 * Brings a registered connection to life without a hole between reading and listening: it keeps frames already; now its
 * place in the timeline is read, hello said, what was missed replayed, and what was kept written.
 * `asked`: the position the browser says it holds, if any.
 */
export async function openStream(gateway: Gateway, connection: Connection, asked: string | null): Promise<void> {
  const [timeline, notifications] = await Promise.all([
    whenAway(buildTimeline(connection.userId), null),
    readNotificationState(connection.userId),
  ])
  if (connection.closed) return
  const guest = { connection, notifications }
  const held = asked === null ? null : parsePosition(asked)
  // Without Redis the stream stays open, says that it is degraded, and finds its place when Redis is back.
  connection.adrift ||= timeline === null
  if (!timeline) greet(guest, { mode: 'live', position: held })
  else if (asked === null) greet(guest, { mode: 'live', position: { epoch: timeline.epoch, offset: topOf(timeline) } })
  else await resume(guest, timeline, held)
  gateway.resets.resume(connection)
}

type Guest = { connection: Connection; notifications: NotificationState }

async function resume(guest: Guest, timeline: Timeline, held: Position | null): Promise<void> {
  const { connection } = guest
  const top = { epoch: timeline.epoch, offset: topOf(timeline) }
  const reason = whyReset(held, timeline)
  if (reason || !held)
    return greet(guest, { mode: 'reset', position: top, reason: reason ?? 'epoch', withinMs: spread() })
  if (held.offset === top.offset) return greet(guest, { mode: 'live', position: top })
  const missed = await missedPosts(connection.userId, timeline, held.offset)
  greet(guest, { mode: 'replay', position: held })
  await writeMissed(connection, missed)
  connection.position = top
  connection.write(frame('replayed', {}, formatPosition(top)))
}

type Greeting = { mode: Hello['mode']; position: Position | null; reason?: Hello['reason']; withinMs?: number }

function greet({ connection, notifications }: Guest, { mode, position, reason, withinMs }: Greeting): void {
  connection.position = position && { ...position }
  const text = position && formatPosition(position)
  const hello: Hello = {
    ...{ mode, reason, withinMs, position: text, connectionId: connection.id },
    notifications,
    serverTime: new Date().toISOString(),
  }
  connection.write(frame('hello', hello, text ?? undefined))
  metrics.streamConnects.inc({ mode })
}

/** How many were told to start over lately: when it is everybody (Redis came back empty), they should not reload at once. */
let recent: number[] = []
const RECENT = 5000
const SPREAD_PER_READER = 5
const SPREAD_AT_MOST = 15_000

function spread(): number {
  const now = Date.now()
  recent = [...recent.filter((at) => now - at < RECENT).slice(-3000), now]
  return Math.min(SPREAD_AT_MOST, (recent.length - 1) * SPREAD_PER_READER)
}
