import { type RecentPageRequest, recentCursor, toPage } from '@/lib/http/page'
import { afterRecentCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { statement, time } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { Page, User } from '@/lib/shared/views'
import { presentStub, presentUser, USER } from '@/lib/users/present-user'
import { isActiveAccount, userColumns } from '@/lib/users/user-sql'

/** A user who blocks the viewer is left out, also of the viewer's own lists. */
const NOT_BLOCKED_BY = `NOT EXISTS (SELECT 1 FROM "Block" x WHERE x."userId" = u.id AND x."otherId" = $1)`

/** `$1` is the viewer, `$2` and `$3` the cursor, `$4` the number of rows. */
const listed = (name: string, rows: string, condition = 'true') =>
  statement(
    name,
    { ...USER, at: time() },
    `SELECT ${userColumns('u')}, listed.at FROM (${rows}) AS listed (id, at) JOIN "User" u ON u.id = listed.id
     WHERE ${isActiveAccount('u')} AND ${condition} AND ${afterRecentCursor({ at: 'listed.at', id: 'u.id' }, { at: '$2', id: '$3' })}
     ORDER BY listed.at DESC, u.id DESC LIMIT $4`,
  )

const LISTS = {
  'friend-requests': listed(
    'friend-requests',
    `SELECT "requestedById", "createdAt" FROM "Friendship"
     WHERE ("lowId" = $1 OR "highId" = $1) AND "requestedById" <> $1 AND "acceptedAt" IS NULL`,
    NOT_BLOCKED_BY,
  ),
  blocks: listed('blocks', `SELECT "otherId", "createdAt" FROM "Block" WHERE "userId" = $1`),
  mutes: listed('mutes', `SELECT "otherId", "createdAt" FROM "Mute" WHERE "userId" = $1`, NOT_BLOCKED_BY),
} as const

/** Users who ask the viewer for friendship, or whom the viewer blocks or mutes, the latest first. */
export async function listRelations(
  viewer: Viewer,
  list: keyof typeof LISTS,
  page: RecentPageRequest,
): Promise<Page<User>> {
  const { cursor, limit } = page
  const rows = await query(LISTS[list], [viewer.id, cursor?.at ?? null, cursor?.id ?? null, limit + 1])
  const present = list === 'blocks' ? presentStub : presentUser
  return toPage(rows, { limit, present, cursor: recentCursor })
}
