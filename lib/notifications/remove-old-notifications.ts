import { query, transaction } from '@/lib/postgres/query'
import { bigint, bool, NOTHING, type RowOf, statement } from '@/lib/postgres/statement'
import { lockBells } from './bell-lock'
import { countBells } from './count-bells'

/** Groups that one call looks at. */
const LOOK_AT = 2000
/** Groups that one transaction removes: it locks their bells. */
const REMOVE_AT_ONCE = 200

const OLD_GROUP = { id: bigint(), recipientId: bigint(), expired: bool() }

type OldGroup = RowOf<typeof OLD_GROUP>

/** Read groups are kept for 90 days, unread ones for a year. Ids are in order of time, so the primary key finds old groups. */
const OLD = statement(
  'old-notifications',
  OLD_GROUP,
  `SELECT id, "recipientId", "lastAt" < now() - CASE
     WHEN "readAt" IS NULL AND "archivedAt" IS NULL AND "actorCount" > 0 THEN interval '1 year' ELSE interval '90 days' END AS expired
   FROM "NotificationGroup"
   WHERE id > $1 AND id < id_at(now() - interval '90 days')
   ORDER BY id LIMIT ${LOOK_AT}`,
)

/** A group may get a new event between `OLD` and the lock of its bell; then it stays. */
const REMOVE = statement(
  'remove-old-notifications',
  NOTHING,
  `DELETE FROM "NotificationGroup" WHERE id = ANY ($1::bigint[]) AND "lastAt" < now() - interval '90 days'`,
)

const RAISE_VERSIONS = statement(
  'raise-bell-versions',
  NOTHING,
  `UPDATE "User" SET "notificationVersion" = "notificationVersion" + 1 WHERE id = ANY ($1::bigint[])`,
)

/** The id at which the last call ended; 0 when it reached the end. */
let after = 0n

/** Removes expired groups with their events. Idempotent. True while there are more to look at. */
export async function removeOldNotifications(): Promise<boolean> {
  const rows = await query(OLD, [after])
  const expired = rows.filter((row) => row.expired)
  for (let at = 0; at < expired.length; at += REMOVE_AT_ONCE) await remove(expired.slice(at, at + REMOVE_AT_ONCE))
  const more = rows.length === LOOK_AT
  after = more ? (rows.at(-1)?.id ?? 0n) : 0n
  return more
}

/** Counts in the same transaction. Nothing is delivered: open screens find the new version at the next position check. */
async function remove(rows: OldGroup[]): Promise<void> {
  const recipients = [...new Set(rows.map(({ recipientId }) => recipientId))]
  await transaction(async (run) => {
    await lockBells(run, recipients)
    await run(REMOVE, [rows.map(({ id }) => id)])
    await run(RAISE_VERSIONS, [recipients])
    await countBells(run, recipients)
  })
}
