import { frame } from '@/lib/delivery/frame'
import { GROUPS_PER_FRAME } from '@/lib/notifications/bell-change'
import { composeBells } from '@/lib/notifications/deliver-bells'
import { presentState, STATE, STATE_COLUMNS } from '@/lib/notifications/notification-state'
import { query } from '@/lib/postgres/query'
import { bigints, statement } from '@/lib/postgres/statement'
import { metrics } from '@/lib/process/metrics'
import type { Connection } from './connection'
import type { Gateway } from './gateway'

/** Users per query; the next query waits until this one is dealt with. */
const USERS_PER_QUERY = 2000

/**
 * $1 users and $2 the versions that their readers have, one entry per connection. Answers the users whose bell has a newer
 * version, with the groups that changed since.
 */
const BEHIND = statement(
  'bells-behind',
  { ...STATE, groupIds: bigints() },
  `SELECT ${STATE_COLUMNS}, ARRAY (
     SELECT g.id FROM "NotificationGroup" g WHERE g."recipientId" = u.id AND g.version > held.version
     ORDER BY g.version DESC LIMIT ${GROUPS_PER_FRAME}) AS "groupIds"
   FROM (SELECT id, min(version) AS version FROM unnest($1::bigint[], $2::bigint[]) AS h (id, version) GROUP BY id) held
     JOIN "User" u ON u.id = held.id AND u."notificationVersion" > held.version`,
)

/**
 * Compares the bell version that every connection (of these users) has with the database, and writes what is newer. After
 * an outage most connections are catching up at that moment: they buffer the frame until they are live again.
 */
export async function checkBells(gateway: Gateway, users = gateway.connections.userKeys()): Promise<void> {
  for (let at = 0; at < users.length; at += USERS_PER_QUERY) {
    await checkSome(gateway, users.slice(at, at + USERS_PER_QUERY))
  }
}

async function checkSome(gateway: Gateway, users: string[]): Promise<void> {
  const held = users.flatMap((user) => gateway.connections.of(user).filter(hasBell))
  if (held.length === 0) return
  const rows = await query(BEHIND, [held.map(({ userId }) => userId), held.map(({ bellVersion }) => bellVersion)])
  if (rows.length === 0) return
  const behind = rows.map((row) => ({
    recipientId: row.id,
    state: presentState(row),
    groupIds: row.groupIds,
  }))
  for (const { recipientId, news } of await composeBells(behind)) {
    const version = BigInt(news.version)
    for (const connection of gateway.connections.of(String(recipientId))) {
      // A frame may have arrived while the database was asked.
      if (!hasBell(connection) || connection.bellVersion >= version) continue
      connection.writeBell(version, frame('notifications', news))
      metrics.positionFaults.inc({ answer: 'bell' })
    }
  }
}

/** A connection that is opening gets the state of its bell with the hello. */
function hasBell({ phase }: Connection): boolean {
  return phase === 'live' || phase === 'catching-up'
}
