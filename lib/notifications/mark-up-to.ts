import { statement } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { NotificationState } from '@/lib/shared/views'
import { changeMarks, MARKED_GROUP } from './change-marks'

/** $1 the viewer, $2 after this seq, $3 up to this seq, $4 the version. */
const updateUnread = (name: string, set: string) =>
  statement(
    name,
    MARKED_GROUP,
    `UPDATE "NotificationGroup" SET ${set}
     WHERE "recipientId" = $1 AND "lastSeq" > $2 AND "lastSeq" <= $3
       AND "readAt" IS NULL AND "archivedAt" IS NULL AND "actorCount" > 0 RETURNING id`,
  )
const SEEN = updateUnread('mark-seen', 'version = $4')
const ALL_READ = updateUnread('mark-all-read', 'version = $4, "readAt" = now()')

/**
 * The viewer was shown the groups up to this seq: the badge counts them no longer, and they stay unread. Never moves
 * back.
 */
export function markSeen(viewer: Viewer, upTo: bigint): Promise<NotificationState> {
  return changeMarks(viewer, {
    upTo,
    work: async (run, range) => {
      const seen = await run(SEEN, [viewer.id, range.seenUpTo, range.upTo, range.version])
      return range.upTo > range.seenUpTo ? seen : null
    },
  })
}

/** The viewer has read the groups up to this seq, and therefore has seen them. */
export function markAllRead(viewer: Viewer, upTo: bigint): Promise<NotificationState> {
  return changeMarks(viewer, {
    upTo,
    work: async (run, range) => {
      const read = await run(ALL_READ, [viewer.id, -1n, range.upTo, range.version])
      return range.upTo > range.seenUpTo || read.length > 0 ? read : null
    },
  })
}
