import { expect, it } from 'vitest'
import { removeOldNotifications } from '@/lib/notifications/remove-old-notifications'
import { findDrift } from '@/lib/postgres/counter-drift'
import { like, post } from '../../support/acts'
import { drain } from '../../support/jobs'
import { people } from '../../support/people'
import { query } from '../../support/query'
import { bellOf } from './checked-bell'

/** As if it had happened so many days ago. Ids sort by time, so the id moves too. */
async function age(groupId: string, days: number): Promise<void> {
  const older = `- ($2::bigint * 86400000 << 22)`
  await query(
    `WITH moved AS (
       INSERT INTO "NotificationGroup" SELECT id ${older}, "recipientId", key, type, "lastSeq", version, "actorCount",
         "firstAt" - make_interval(days => $2::int), "lastAt" - make_interval(days => $2::int), "readAt", "archivedAt", now()
       FROM "NotificationGroup" WHERE id = $1 RETURNING id)
     UPDATE "NotificationEvent" SET "groupId" = $1::bigint ${older} WHERE "groupId" = $1`,
    [groupId, days],
  )
  await query(`UPDATE "NotificationGroupActor" SET "groupId" = $1::bigint ${older} WHERE "groupId" = $1`, [
    groupId,
    days,
  ])
  await query(`DELETE FROM "NotificationGroup" WHERE id = $1`, [groupId])
}

it('read rows go after 90 days and unread ones after a year; the counters follow, and Ben’s other rows stay', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const written = []
  for (const text of ['read, old', 'read, younger', 'unread, old', 'unread, very old', 'new'])
    written.push(await post(ben, text))
  for (const one of written) {
    await like(ana, one)
    await drain()
  }
  const { rows } = await bellOf(ben)
  const groupOf = (text: string) => rows.find((row) => row.post?.text === text)?.id ?? ''
  const read = ['read, old', 'read, younger'].map(groupOf)
  await query(`UPDATE "NotificationGroup" SET "readAt" = now() WHERE id = ANY ($1::bigint[])`, [read])
  await query(`UPDATE "User" SET "unseenNotifications" = 3, "unreadNotifications" = 3 WHERE id = $1`, [ben.id])
  const days = { 'read, old': 91, 'read, younger': 80, 'unread, old': 91, 'unread, very old': 320 }
  for (const [text, ago] of Object.entries(days)) await age(groupOf(text), ago)
  // Carillon’s time begins in 2026: a year ago there were no ids.
  await query(
    `UPDATE "NotificationGroup" SET "lastAt" = now() - interval '366 days' WHERE "lastAt" < now() - interval '300 days'`,
  )

  expect(await removeOldNotifications()).toBe(false)
  const left = await bellOf(ben)
  expect(left.rows.map((row) => row.post?.text).sort()).toEqual(['new', 'read, younger', 'unread, old'])
  expect([left.state.unread, await findDrift()]).toEqual([2, []])
  const events = await query(`SELECT id FROM "NotificationEvent" WHERE "recipientId" = $1`, [ben.id])
  expect(events).toHaveLength(3)
})
