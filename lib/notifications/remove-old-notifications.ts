import { query, transaction } from '@/lib/postgres/db'
import { lockBells } from './reconcile'
import { countAgain } from './write-groups'

const LOOK_AT = 2000
/** Per transaction: bells are locked meanwhile. */
const REMOVE_AT_ONCE = 200

/** Read rows go after 90 days, unread ones after a year. Ids sort by time, so no index of their own is needed. */
const OLD = {
  name: 'old-notifications',
  text: `SELECT id, "recipientId", "lastAt" < now() - CASE
           WHEN "readAt" IS NULL AND "archivedAt" IS NULL AND "actorCount" > 0 THEN interval '1 year' ELSE interval '90 days' END AS spent
         FROM "NotificationGroup"
         WHERE id > $1 AND id < id_at(now() - interval '90 days')
         ORDER BY id LIMIT ${LOOK_AT}`,
}
type OldRow = { id: bigint; recipientId: bigint; spent: boolean }

/** What came to life again meanwhile stays. */
const REMOVE = `DELETE FROM "NotificationGroup" WHERE id = ANY ($1::bigint[]) AND "lastAt" < now() - interval '90 days'`
const BUMP = `UPDATE "User" SET "notificationVersion" = "notificationVersion" + 1 WHERE id = ANY ($1::bigint[])`

/** Where the last look ended; it begins anew after each round. */
let after = 0n

/** Removes rows of bells that have served their time, with their events. Repeatable. True while there is more to look at. */
export async function removeOldNotifications(): Promise<boolean> {
  const rows = await query<OldRow>(OLD, [after])
  const spent = rows.filter((row) => row.spent)
  for (let at = 0; at < spent.length; at += REMOVE_AT_ONCE) await remove(spent.slice(at, at + REMOVE_AT_ONCE))
  const more = rows.length === LOOK_AT
  after = more ? (rows.at(-1)?.id ?? 0n) : 0n
  return more
}

/** Counters follow in the same transaction; open screens find out by the version. */
async function remove(rows: OldRow[]): Promise<void> {
  const owners = [...new Set(rows.map(({ recipientId }) => recipientId))]
  await transaction(async (run) => {
    await lockBells(run, owners)
    await run(REMOVE, [rows.map(({ id }) => id)])
    await run(BUMP, [owners])
    await countAgain(run, owners)
  })
}
