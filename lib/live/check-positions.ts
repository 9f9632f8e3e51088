import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import type { ResetReason } from '@/lib/shared/views'
import { catchUp } from './catch-up'
import { checkBells } from './check-bells'
import type { Connection } from './connection'
import type { Gateway } from './gateway'
import { type End, endOf, joinAndRead, type Standing } from './registration'

/** Users asked for in one go; the next go waits until this one is dealt with. */
const USERS_PER_GO = 2000
/** When many start over at once, browsers spread their reloading: so many milliseconds per reader, at most the other. */
const SPREAD_PER_READER = 5
const SPREAD_AT_MOST = 15_000

/**
 * Compares what every connection (of these users) has been given with where its timeline stands, and heals the difference:
 * whatever frame, subscription or lease was lost, this finds it. Throws `redis_away`.
 */
export async function checkPositions(gateway: Gateway, users = gateway.members.userKeys()): Promise<void> {
  for (let at = 0; at < users.length; at += USERS_PER_GO) {
    const keys = users.slice(at, at + USERS_PER_GO)
    // As of now: what is delivered while the question travels must not look like too much.
    const asked = new Map(
      keys.flatMap((key) => gateway.members.of(key).map((connection) => [connection, heldBy(connection)])),
    )
    const standings = await joinAndRead(gateway.id, keys.map(BigInt))
    heal(gateway, standings, asked)
  }
}

type Held = { epoch: string; offset: number } | null
const heldBy = ({ position }: Connection): Held => position && { ...position }

function heal(gateway: Gateway, standings: Standing[], asked: Map<Connection, Held>): void {
  const lost: [string, ResetReason][] = []
  for (const standing of standings) {
    const end = endOf(standing)
    for (const connection of gateway.members.of(String(standing.userId))) {
      const before = asked.get(connection)
      if (!connection.live || before === undefined) continue
      connection.adrift = false
      const reason = compare(gateway, connection, { before, end })
      if (reason) lost.push([connection.userKey, reason])
    }
  }
  const withinMs = Math.min(SPREAD_AT_MOST, (lost.length - 1) * SPREAD_PER_READER)
  for (const [userKey, reason] of lost) {
    metrics.positionFaults.inc({ answer: reason })
    gateway.resets.reset(userKey, reason, withinMs)
  }
}

function compare(
  gateway: Gateway,
  connection: Connection,
  { before, end }: { before: Held; end: End | null },
): ResetReason | null {
  const now = connection.position
  if (!end || !now || !before || now.epoch !== end.epoch) return now?.epoch === before?.epoch ? 'epoch' : null
  if (end.top > now.offset) void catchUp(gateway, connection)
  return end.top < before.offset ? 'ahead' : null
}

/** The same, and for bells, as a reaction to trouble: what cannot be checked now is checked by the next turn. */
export async function checkNow(gateway: Gateway, users?: string[]): Promise<void> {
  const later = (error: unknown) => log.info({ error: String(error) }, 'positions not checked')
  await Promise.all([checkPositions(gateway, users).catch(later), checkBells(gateway, users).catch(later)])
}
