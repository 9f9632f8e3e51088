import type { Position } from '@/lib/feed/timeline'
import { metrics } from '@/lib/process/metrics'
import type { ResetReason } from '@/lib/shared/views'
import { catchUp } from './catch-up'
import type { Connection } from './connection'
import type { Gateway } from './gateway'
import { registerAndRead, type TimelineHead, topOfHead } from './registration'
import { reloadWithin } from './resets'

/** Users per question to Redis; the next question waits until this one is dealt with. */
const USERS_PER_QUESTION = 2000

/** The positions of connections from before Redis was asked. */
type Before = Map<Connection, Position | null>

/**
 * Compares the position of every connection (of these users) with the top of its timeline. Those that are behind catch
 * up, and those that cannot be continued are reset. This finds every missing post, whether a message, the
 * subscription or the registration was lost. Those that are opening or catching up are marked, and checked a second later.
 * It does not find lost frames without a position. Throws `redis_away`.
 */
export async function checkPositions(gateway: Gateway, users = gateway.connections.userKeys()): Promise<void> {
  for (let at = 0; at < users.length; at += USERS_PER_QUESTION) {
    const keys = users.slice(at, at + USERS_PER_QUESTION)
    const connections = keys.flatMap((key) => gateway.connections.of(key))
    // A post that arrives while Redis is asked moves a connection past the answer. That is no reason for a reset.
    const before: Before = new Map(connections.map((connection) => [connection, connection.position]))
    resetOrCatchUp(gateway, await registerAndRead(gateway.id, keys.map(BigInt)), before)
  }
}

function resetOrCatchUp(gateway: Gateway, heads: TimelineHead[], before: Before): void {
  const lost: { userKey: string; reason: ResetReason }[] = []
  for (const head of heads) {
    const top = topOfHead(head)
    for (const connection of gateway.connections.of(String(head.userId))) {
      const held = before.get(connection)
      if (held === undefined) continue
      if (connection.phase !== 'live') {
        connection.markUncertain()
        continue
      }
      connection.markChecked()
      const reason = whyLost(connection.position, { held, top })
      if (reason) lost.push({ userKey: connection.userKey, reason })
      else if (isBehind(connection.position, top)) void catchUp(gateway, connection)
    }
  }
  for (const { userKey, reason } of lost) {
    metrics.positionFaults.inc({ answer: reason })
    gateway.resets.reset(userKey, { reason, withinMs: reloadWithin(lost.length) })
  }
}

/** Why a position (`held` before Redis was asked, `now` after) cannot be continued in a timeline that ends at `top`. */
function whyLost(now: Position | null, { held, top }: { held: Position | null; top: Position | null }) {
  // It was reset meanwhile, and its new position belongs to a newer timeline than the answer.
  if (now?.epoch !== held?.epoch) return null
  if (!top || !held || held.epoch !== top.epoch) return 'epoch'
  return top.offset < held.offset ? 'ahead' : null
}

function isBehind(now: Position | null, top: Position | null): boolean {
  return now !== null && top !== null && now.epoch === top.epoch && now.offset < top.offset
}
