import { bigint, statement } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import { idSchema } from '@/lib/shared/schemas'
import type { NotificationState } from '@/lib/shared/views'
import { changeMarks, MARKED_GROUP, notificationNotFound } from './change-marks'

/** $1 the group, $2 the viewer, $3 the version. Changes nothing when the mark is set already. */
const markStatement = (name: string, set: string, unless: string) =>
  statement(
    name,
    MARKED_GROUP,
    `UPDATE "NotificationGroup" SET version = $3, ${set}
     WHERE id = $1 AND "recipientId" = $2 AND "actorCount" > 0 AND NOT (${unless}) RETURNING id`,
  )

/** An archived group counts as read. `restored` leaves `readAt` as it was. */
const MARKS = {
  read: markStatement('mark-read', '"readAt" = now()', '"readAt" IS NOT NULL'),
  unread: markStatement('mark-unread', '"readAt" = NULL', '"readAt" IS NULL'),
  archived: markStatement('mark-archived', '"archivedAt" = now()', '"archivedAt" IS NOT NULL'),
  restored: markStatement('mark-restored', '"archivedAt" = NULL', '"archivedAt" IS NULL'),
}

const EXISTS = statement(
  'own-group',
  { id: bigint() },
  `SELECT id FROM "NotificationGroup" WHERE id = $1 AND "recipientId" = $2 AND "actorCount" > 0`,
)

/** Marks one group of the viewer. Idempotent. Throws `notification_not_found` when the viewer has no such group. */
export async function markOne(viewer: Viewer, id: string, mark: keyof typeof MARKS): Promise<NotificationState> {
  const groupId = idSchema.safeParse(id).data
  if (groupId === undefined) throw notificationNotFound()
  return changeMarks(viewer, {
    upTo: 0n,
    work: async (run, { version }) => {
      const marked = await run(MARKS[mark], [groupId, viewer.id, version])
      if (marked.length > 0) return marked
      if ((await run(EXISTS, [groupId, viewer.id])).length === 0) throw notificationNotFound()
      return null
    },
  })
}
