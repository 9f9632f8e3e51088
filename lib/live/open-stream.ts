import { frame } from '@/lib/delivery/frame'
import { buildTimeline } from '@/lib/feed/rebuild-timeline'
import { formatPosition, type Position, parsePosition, type Timeline, topOf } from '@/lib/feed/timeline'
import { metrics } from '@/lib/process/metrics'
import { whenAway } from '@/lib/redis/client'
import type { Hello, NotificationState } from '@/lib/shared/views'
import { writeMissed } from './catch-up'
import type { Connection } from './connection'
import type { Gateway } from './gateway'
import { missedPosts, whyReset } from './missed-posts'
import type { End } from './registration'

/**
 * `asked`: the position the browser says it holds, if any. `end`: where its timeline stood when it was registered.
 * `notifications`: the bell as it was read after that.
 */
type Opening = { asked: string | null; end: End | null; notifications: NotificationState }

/**
 * Brings a registered connection to life without a hole between reading and listening: it keeps frames already; now its
 * place in the timeline is read, hello said, what was missed replayed, and what was kept written.
 */
export async function openStream(gateway: Gateway, connection: Connection, opening: Opening): Promise<void> {
  const { asked, end, notifications } = opening
  const guest = { connection, notifications }
  const held = asked === null ? null : parsePosition(asked)
  // Who misses nothing needs no look into the timeline.
  if (end && (asked === null || (held?.epoch === end.epoch && held.offset === end.top))) {
    greet(guest, { mode: 'live', position: { epoch: end.epoch, offset: end.top } })
  } else {
    connection.begin()
    await lookAndGreet(guest, asked, held)
  }
  gateway.resets.resume(connection)
}

async function lookAndGreet(guest: Guest, asked: string | null, held: Position | null): Promise<void> {
  const { connection } = guest
  const timeline = await whenAway(buildTimeline(connection.userId), null)
  if (connection.closed) return
  // Without Redis the stream stays open, says that it is degraded, and finds its place when Redis is back.
  connection.adrift ||= timeline === null
  if (!timeline) greet(guest, { mode: 'live', position: held })
  else if (asked === null) greet(guest, { mode: 'live', position: { epoch: timeline.epoch, offset: topOf(timeline) } })
  else await resume(guest, timeline, held)
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
  connection.bell = BigInt(notifications.version)
  const text = position && formatPosition(position)
  const hello: Hello = {
    ...{ mode, reason, withinMs, position: text, connectionId: connection.id },
    notifications,
    serverTime: new Date().toISOString(),
  }
  connection.begin(frame('hello', hello, text ?? undefined))
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
