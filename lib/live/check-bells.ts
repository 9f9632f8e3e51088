import { frame } from '@/lib/delivery/frame'
import { GROUPS_PER_FRAME } from '@/lib/notifications/bell-change'
import { composeBells } from '@/lib/notifications/deliver-bells'
import { presentState, STATE_COLUMNS, type StateRow } from '@/lib/notifications/notification-state'
import { query } from '@/lib/postgres/db'
import { metrics } from '@/lib/process/metrics'
import type { Gateway } from './gateway'

const USERS_PER_GO = 2000

/** $1 users and $2 the versions that their screens hold, screen by screen. Who is behind, with the groups that changed since. */
const BEHIND = {
  name: 'bells-behind',
  text: `
    SELECT ${STATE_COLUMNS}, ARRAY (
      SELECT g.id FROM "NotificationGroup" g WHERE g."recipientId" = u.id AND g.version > held.version
      ORDER BY g.version DESC LIMIT ${GROUPS_PER_FRAME})::text[] AS "groupIds"
    FROM (SELECT id, min(version) AS version FROM unnest($1::bigint[], $2::bigint[]) AS h (id, version) GROUP BY id) held
      JOIN "User" u ON u.id = held.id AND u."notificationVersion" > held.version`,
}

/** Compares the versions of bells with what every connection (of these users) was told, and tells the difference. */
export async function checkBells(gateway: Gateway, users = gateway.members.userKeys()): Promise<void> {
  for (let at = 0; at < users.length; at += USERS_PER_GO) await checkSome(gateway, users.slice(at, at + USERS_PER_GO))
}

async function checkSome(gateway: Gateway, users: string[]): Promise<void> {
  const held = users.flatMap((user) => gateway.members.of(user).filter(({ live }) => live))
  if (held.length === 0) return
  const rows = await query<StateRow & { groupIds: string[] }>(BEHIND, [
    held.map(({ userId }) => userId),
    held.map(({ bell }) => bell),
  ])
  if (rows.length === 0) return
  const behind = rows.map((row) => ({
    ...{ recipientId: row.id, state: presentState(row) },
    groupIds: row.groupIds.map(BigInt),
  }))
  for (const { recipientId, news } of await composeBells(behind)) {
    const version = BigInt(news.version)
    for (const connection of gateway.members.of(String(recipientId))) {
      // What was delivered while we asked needs no second telling.
      if (!connection.live || connection.bell >= version) continue
      connection.receiveBell(version, frame('notifications', news))
      metrics.positionFaults.inc({ answer: 'bell' })
    }
  }
}
