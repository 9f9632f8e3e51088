import { LOCK_TIMEOUT } from '@/lib/mutation/mutate'
import { inShare } from '@/lib/postgres/pool-share'
import { query, transaction } from '@/lib/postgres/query'
import { bigint, NOTHING, type RowOf, type RunStatement, statement } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import { requireRedis, whenAway } from '@/lib/redis/client'
import type { Viewer } from '@/lib/session/viewer'
import type { NotificationState } from '@/lib/shared/views'
import { type BellChange, GROUPS_PER_FRAME } from './bell-change'
import { countBells } from './count-bells'
import { deliverBells } from './deliver-bells'
import { readNotificationState } from './notification-state'

/**
 * `version`: the one that this change gets. `upTo`: the seq up to which it marks. `seenUpTo`: the one stored before it.
 */
const MARK_RANGE = { version: bigint(), upTo: bigint(), seenUpTo: bigint() }

export type MarkRange = RowOf<typeof MARK_RANGE>

/** $1 the viewer, $2 up to which seq; limited to what exists. The same lock as in bell-lock.ts. */
const LOCK = statement(
  'lock-marks',
  MARK_RANGE,
  `SELECT "notificationVersion" + 1 AS version, LEAST($2, "notificationSeq") AS "upTo", "seenUpTo"
   FROM "User" WHERE id = $1 FOR NO KEY UPDATE`,
)

const MOVE = statement(
  'move-marks',
  NOTHING,
  `UPDATE "User" SET "notificationVersion" = $2, "seenUpTo" = GREATEST("seenUpTo", $3) WHERE id = $1`,
)

export const MARKED_GROUP = { id: bigint() }

export type MarkedGroup = RowOf<typeof MARKED_GROUP>

type MarkChange = {
  /** The seq up to which groups are seen afterwards; 0 to leave that as it is. */
  upTo: bigint
  /** Sets the marks and the new version of groups and returns these groups; null when nothing was to be changed. */
  work: (run: RunStatement, range: MarkRange) => Promise<MarkedGroup[] | null>
}

/**
 * Changes marks of the viewer's groups, counts their bell and delivers the change to all their tabs and devices. Returns
 * the new state. Without Redis, other devices find the change at the next position check.
 */
export async function changeMarks(viewer: Viewer, { upTo, work }: MarkChange): Promise<NotificationState> {
  const attempt = async (run: RunStatement): Promise<BellChange | null> => {
    const [range] = await run(LOCK, [viewer.id, upTo])
    if (!range) throw notificationNotFound()
    const groups = await work(run, range)
    if (!groups) return null
    const gap = groups.length > GROUPS_PER_FRAME ? 1n : 0n
    await run(MOVE, [viewer.id, range.version + gap, range.upTo])
    const state = (await countBells(run, [viewer.id])).get(viewer.id)
    return state ? { recipientId: viewer.id, groupIds: groups.map(({ id }) => id), state } : null
  }
  const change = await inShare('writes', () => transaction(attempt, { lockTimeout: LOCK_TIMEOUT }))
  if (!change) return readNotificationState(query, viewer.id)
  await whenAway(deliverBells(requireRedis, [change]), undefined)
  return change.state
}

export function notificationNotFound(): AppError {
  return new AppError('notification_not_found', 'There is no such notification.')
}
