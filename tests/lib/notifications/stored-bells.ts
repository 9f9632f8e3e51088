import { clearEvents } from '../../support/events'
import { query } from '../../support/query'

/** Gives a bell this many unseen rows, as if the events had been processed one after the other. */
export async function fillBell({ id }: { id: bigint }, rows: number): Promise<void> {
  await query(
    `WITH g AS (
       INSERT INTO "NotificationGroup" ("recipientId", key, type, "lastSeq", version, "actorCount")
       SELECT $1, 'follow:' || n, 'follow', n, n, 1 FROM generate_series(1, $2::int) n RETURNING id, "lastSeq"),
     a AS (INSERT INTO "NotificationGroupActor" ("groupId", "actorId", seq) SELECT id, $1, "lastSeq" FROM g)
     INSERT INTO "NotificationEvent" ("recipientId", "dedupeKey", type, "actorId", "groupId", seq)
     SELECT $1, 'test:' || id, 'follow', $1, id, "lastSeq" FROM g`,
    [id, rows],
  )
  await query(
    `UPDATE "User" SET "notificationSeq" = $2::int, "notificationVersion" = $2::int,
       "unseenNotifications" = LEAST(100, $2::int), "unreadNotifications" = LEAST(100, $2::int) WHERE id = $1`,
    [id, rows],
  )
}

/** Makes all stored notifications this much older. */
export async function hoursPass(hours: number): Promise<void> {
  const ago = `- make_interval(secs => $1::float8 * 3600)`
  await query(
    `UPDATE "NotificationGroup" SET "firstAt" = "firstAt" ${ago}, "lastAt" = "lastAt" ${ago},
       "readAt" = "readAt" ${ago}, "archivedAt" = "archivedAt" ${ago}, "closedAt" = "closedAt" ${ago}`,
    [hours],
  )
  await query(`UPDATE "NotificationEvent" SET "alertedAt" = "alertedAt" ${ago}, "retractedAt" = "retractedAt" ${ago}`, [
    hours,
  ])
}

/** Removes all notifications and open events, so that only what is done from now on shows. */
export async function clearBells(): Promise<void> {
  await query(`DELETE FROM "NotificationGroup"`)
  await clearEvents()
  await query(`UPDATE "User" SET "unseenNotifications" = 0, "unreadNotifications" = 0`)
}
