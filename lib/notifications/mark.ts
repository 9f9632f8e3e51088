import { type Run, type Statement, transaction } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import { ask, whenAway } from '@/lib/redis/client'
import type { Viewer } from '@/lib/session/viewer'
import { idSchema } from '@/lib/shared/schemas'
import type { NotificationState } from '@/lib/shared/views'
import { GROUPS_PER_FRAME, type Told } from './bell-change'
import { publishBells } from './deliver-bells'
import { readNotificationState } from './read-state'
import { countAgain } from './write-groups'

/** $1 the viewer, $2 up to: never past what exists. The lock under which everything about a bell changes. */
const LOCK = {
  name: 'lock-bell',
  text: `SELECT "notificationVersion" + 1 AS version, LEAST($2, "notificationSeq") AS until, "seenUpTo"
         FROM "User" WHERE id = $1 FOR NO KEY UPDATE`,
}

/** `version`: of this change. `until`: how far the mark goes. */
type Bell = { version: bigint; until: bigint; seenUpTo: bigint }

/** $1 the viewer, $2 from, $3 up to, $4 the version. */
const SHOW = {
  name: 'show-groups',
  text: `UPDATE "NotificationGroup" SET version = $4
         WHERE "recipientId" = $1 AND "lastSeq" > $2 AND "lastSeq" <= $3
           AND "readAt" IS NULL AND "archivedAt" IS NULL AND "actorCount" > 0 RETURNING id`,
}
const READ = {
  name: 'read-groups',
  text: `UPDATE "NotificationGroup" SET version = $4, "readAt" = now()
         WHERE "recipientId" = $1 AND "lastSeq" > $2 AND "lastSeq" <= $3
           AND "readAt" IS NULL AND "archivedAt" IS NULL AND "actorCount" > 0 RETURNING id`,
}
const MOVE = {
  name: 'move-bell',
  text: `UPDATE "User" SET "notificationVersion" = $2, "seenUpTo" = GREATEST("seenUpTo", $3) WHERE id = $1`,
}

/** Has shown the groups up to this seq: the badge forgets them, the rows stay unread. Moves forward only, never past what exists. */
export function markSeen(viewer: Viewer, upTo: bigint): Promise<NotificationState> {
  return change(viewer, upTo, async (run, { version, until, seenUpTo }) => {
    const shown = await run<Marked>(SHOW, [viewer.id, seenUpTo, until, version])
    return until > seenUpTo ? shown : null
  })
}

/** Has read the groups up to this seq, and so has been shown them. */
export function markAllRead(viewer: Viewer, upTo: bigint): Promise<NotificationState> {
  return change(viewer, upTo, async (run, { version, until, seenUpTo }) => {
    const read = await run<Marked>(READ, [viewer.id, -1n, until, version])
    return until > seenUpTo || read.length > 0 ? read : null
  })
}

/** $1 the group, $2 the viewer, $3 the version. Nothing is touched when it is so already. */
const one = (name: string, set: string, when: string): Statement => ({
  name,
  text: `UPDATE "NotificationGroup" SET version = $3, ${set}
         WHERE id = $1 AND "recipientId" = $2 AND "actorCount" > 0 AND ${when} RETURNING id`,
})

/** An archived row counts as read; back among the others it is what it was. */
const MARKS = {
  read: one('mark-read', '"readAt" = now()', '"readAt" IS NULL'),
  unread: one('mark-unread', '"readAt" = NULL', '"readAt" IS NOT NULL'),
  archived: one('mark-archived', '"archivedAt" = now()', '"archivedAt" IS NULL'),
  restored: one('mark-restored', '"archivedAt" = NULL', '"archivedAt" IS NOT NULL'),
}

const EXISTS = {
  name: 'own-group',
  text: `SELECT id FROM "NotificationGroup" WHERE id = $1 AND "recipientId" = $2 AND "actorCount" > 0`,
}

/** Marks one row. Repeatable. Throws `notification_not_found` for rows of others and for what is gone. */
export async function markOne(viewer: Viewer, id: string, mark: keyof typeof MARKS): Promise<NotificationState> {
  const groupId = idSchema.safeParse(id).data
  if (groupId === undefined) throw notFound()
  return change(viewer, 0n, async (run, { version }) => {
    const marked = await run<Marked>(MARKS[mark], [groupId, viewer.id, version])
    if (marked.length > 0) return marked
    if ((await run(EXISTS, [groupId, viewer.id])).length === 0) throw notFound()
    return null
  })
}

function notFound(): AppError {
  return new AppError('notification_not_found', 'There is no such notification.')
}

type Marked = { id: bigint }
/** Makes the change and gives the groups it touches the version; null when there was nothing to change. */
type Work = (run: Run, bell: Bell) => Promise<Marked[] | null>

/**
 * Changes the marks of a bell and echoes them to all its tabs and devices. Without Redis these find out a little later, by
 * the versions.
 */
async function change(viewer: Viewer, upTo: bigint, work: Work): Promise<NotificationState> {
  const told = await transaction(async (run): Promise<Told | null> => {
    const [bell] = await run<Bell>(LOCK, [viewer.id, upTo])
    if (!bell) throw notFound()
    const groups = await work(run, bell)
    if (!groups) return null
    // What does not fit into one frame shows as a gap in the versions, and the list is loaded again.
    const skipped = groups.length > GROUPS_PER_FRAME ? 1n : 0n
    await run(MOVE, [viewer.id, bell.version + skipped, bell.until])
    const state = (await countAgain(run, [viewer.id])).get(viewer.id)
    return state ? { recipientId: viewer.id, groupIds: groups.map(({ id }) => id), state } : null
  })
  if (!told) return readNotificationState(viewer.id)
  await whenAway(publishBells(ask, [told]), undefined)
  return told.state
}
