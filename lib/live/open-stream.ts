import { frame } from '@/lib/delivery/frame'
import { buildTimeline } from '@/lib/feed/rebuild-timeline'
import { formatPosition, type Position, parsePosition, type Timeline, topOf } from '@/lib/feed/timeline'
import { metrics } from '@/lib/process/metrics'
import { whenAway } from '@/lib/redis/client'
import type { Hello, NotificationState } from '@/lib/shared/views'
import { missedPosts, whyReset, writeMissed } from './catch-up'
import type { Connection } from './connection'
import { deliverMissedChanges } from './deliver-missed-changes'
import type { Gateway } from './gateway'
import { reloadWithin } from './resets'

/**
 * `asked`: the position that the browser says it holds, if any. `top`: the top of its timeline when it was registered, if known.
 * `notifications`: the state of the bell, read after that.
 */
type Opening = { asked: string | null; top: Position | null; notifications: NotificationState }

/**
 * Brings a registered connection from opening to live: hello, the replay of what was missed, then live frames. Nothing is lost
 * in between, because frames are buffered from the registration on.
 */
export async function openStream(gateway: Gateway, connection: Connection, opening: Opening): Promise<void> {
  const { asked, top, notifications } = opening
  const held = asked === null ? null : parsePosition(asked)
  // A reader who has missed nothing needs no look into the timeline.
  if (top && (asked === null || (held?.epoch === top.epoch && held.offset === top.offset))) {
    greet(connection, { mode: 'live', position: top, notifications })
  } else {
    connection.begin()
    await readAndGreet(connection, { asked, held, notifications })
  }
  gateway.resets.goLive(connection)
  if (held) void deliverMissedChanges(connection, held)
}

type Asked = { asked: string | null; held: Position | null; notifications: NotificationState }

async function readAndGreet(connection: Connection, { asked, held, notifications }: Asked): Promise<void> {
  const timeline = await whenAway(buildTimeline(connection.userId), null)
  if (connection.phase === 'closed') return
  if (!timeline) {
    // Without Redis the stream stays open and says that it is degraded. The check finds its position when Redis is back.
    connection.markUncertain()
    greet(connection, { mode: 'live', position: held, notifications })
  } else if (asked === null) greet(connection, { mode: 'live', position: topPosition(timeline), notifications })
  else await replay(connection, { timeline, held, notifications })
}

type Replay = { timeline: Timeline; held: Position | null; notifications: NotificationState }

/** Writes what came after the position that the reader holds, or resets the reader when it cannot be continued. */
async function replay(connection: Connection, { timeline, held, notifications }: Replay): Promise<void> {
  const position = topPosition(timeline)
  const reason = whyReset(held, timeline)
  if (reason || !held) {
    const reset = { reason: reason ?? 'epoch', withinMs: reloadWithin(countRecentResets()) }
    return greet(connection, { mode: 'reset', position, notifications, ...reset })
  }
  if (held.offset === position.offset) return greet(connection, { mode: 'live', position, notifications })
  const missed = await missedPosts(connection.userId, timeline, held.offset)
  greet(connection, { mode: 'replay', position: held, notifications })
  await writeMissed(connection, missed)
  connection.moveTo(position, frame('replayed', {}))
}

const topPosition = (timeline: Timeline): Position => ({ epoch: timeline.epoch, offset: topOf(timeline) })

type Greeting = Pick<Hello, 'mode' | 'reason' | 'withinMs' | 'notifications'> & { position: Position | null }

function greet(connection: Connection, { position, ...greeting }: Greeting): void {
  const id = position && formatPosition(position)
  const hello: Hello = {
    ...greeting,
    position: id,
    connectionId: connection.id,
    serverTime: new Date().toISOString(),
  }
  connection.greet({
    position,
    bellVersion: BigInt(greeting.notifications.version),
    hello: frame('hello', hello, id ?? undefined),
  })
  metrics.streamConnects.inc({ mode: greeting.mode })
}

/**
 * The times of the latest resets. After Redis has lost its data, all readers are reset and must not reload at the same
 * time.
 */
let recentResets: number[] = []
const RECENT = 5000
/** More than these change nothing: the spread has its maximum then. */
const COUNTED = 3000

function countRecentResets(): number {
  const now = performance.now()
  recentResets = [...recentResets.filter((at) => now - at < RECENT).slice(-COUNTED), now]
  return recentResets.length
}
