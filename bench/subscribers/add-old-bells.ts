import { readerId } from '@/bench/world/people'
import type { World } from '@/bench/world/services'

/** Gives each of the first readers some unread notifications, because bells in use are not empty. */
export async function addOldBells({ sql }: World, { readers, each }: { readers: number; each: number }): Promise<void> {
  const values = [readerId(0), readers, each]
  const everyRow = `SELECT $1::bigint + n AS reader, row FROM generate_series(0, $2::int - 1) n, generate_series(1, $3::int) row`
  await sql.query(
    `INSERT INTO "NotificationGroup" ("recipientId", key, type, "lastSeq", version, "actorCount")
     SELECT reader, 'old:' || row, 'follow', row, row, 1 FROM (${everyRow}) r`,
    values,
  )
  await sql.query(
    `INSERT INTO "NotificationEvent" ("recipientId", "dedupeKey", type, "actorId", "groupId", seq)
     SELECT "recipientId", key, type, "recipientId" - 1, id, "lastSeq" FROM "NotificationGroup"`,
  )
  await sql.query(
    `INSERT INTO "NotificationGroupActor" SELECT id, "recipientId" - 1, "lastSeq" FROM "NotificationGroup"`,
  )
  await sql.query(
    `UPDATE "User" SET "notificationVersion" = $3::int, "notificationSeq" = $3::int,
       "unseenNotifications" = $3::int, "unreadNotifications" = $3::int
     WHERE id >= $1 AND id < $1::bigint + $2::int`,
    values,
  )
}
