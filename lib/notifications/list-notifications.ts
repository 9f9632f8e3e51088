import { z } from 'zod'
import { toPage } from '@/lib/http/page'
import { query } from '@/lib/postgres/query'
import { bigint, statement } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import { idSchema, pageSchema } from '@/lib/shared/schemas'
import type { NotificationFilter, NotificationPage } from '@/lib/shared/views'
import { readNotificationState } from './notification-state'
import { readGroups } from './read-groups'

const cursorSchema = z
  .string()
  .regex(/^\d{1,18}-\d{1,19}$/, 'is not a cursor')
  .transform((cursor) => {
    const [seq = '', id = ''] = cursor.split('-')
    return { seq: BigInt(seq), id }
  })
  .pipe(z.object({ seq: z.bigint(), id: idSchema }))

export const notificationPageSchema = pageSchema.extend({
  cursor: cursorSchema.optional(),
  filter: z.enum(['all', 'unread', 'mentions', 'archived']).default('all'),
})

type NotificationPageRequest = z.infer<typeof notificationPageSchema>

/**
 * $1 the viewer, $2 and $3 the cursor (or null), $4 how many. PostgreSQL may keep one plan for all values. In that plan
 * COALESCE still bounds the index scan, but `$2 IS NULL OR ...` does not: a page would read all pages before it.
 */
const pageOf = (filter: NotificationFilter, condition: string) =>
  statement(
    `notifications-${filter}`,
    { id: bigint(), seq: bigint() },
    `SELECT g.id, g."lastSeq" AS seq FROM "NotificationGroup" g
     WHERE g."recipientId" = $1 AND g."actorCount" > 0 AND ${condition}
       AND (g."lastSeq", g.id) < (COALESCE($2::bigint, 9223372036854775807), COALESCE($3::bigint, 0))
     ORDER BY g."lastSeq" DESC, g.id DESC LIMIT $4`,
  )

const PAGES = {
  all: pageOf('all', 'g."archivedAt" IS NULL'),
  unread: pageOf('unread', 'g."archivedAt" IS NULL AND g."readAt" IS NULL'),
  mentions: pageOf('mentions', `g."archivedAt" IS NULL AND g.type = 'mention'`),
  archived: pageOf('archived', 'g."archivedAt" IS NOT NULL'),
}

/**
 * A page of the viewer's notifications, newest first. The state is read before the list: if something changes in between,
 * the list is newer than its state says, and the next frame corrects that. An older list with a newer state would stay wrong.
 */
export async function listNotifications(
  viewer: Viewer,
  { cursor, limit, filter }: NotificationPageRequest,
): Promise<NotificationPage> {
  const state = await readNotificationState(query, viewer.id)
  const values = [viewer.id, cursor?.seq ?? null, cursor?.id ?? null, limit + 1]
  const rows = await query(PAGES[filter], values)
  const { items: ids, nextCursor } = toPage(rows, {
    limit,
    present: ({ id }) => id,
    cursor: ({ id, seq }) => `${seq}-${id}`,
  })
  const groups = await readGroups(ids)
  return { items: groups.map(({ group }) => group), nextCursor, state }
}
