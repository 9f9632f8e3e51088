import { toPage } from '@/lib/http/page'
import { afterCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { Page, User } from '@/lib/shared/views'
import { presentUser, USER } from '@/lib/users/present-user'
import { isActiveAccount, userColumns } from '@/lib/users/user-sql'
import { blockBetween } from '@/lib/visibility/relation-sql'
import { requireUser } from './find-user'

/** `$1` is the owner of the list, `$2` the viewer, `$3` the cursor, `$4` the number of rows. */
const listed = (name: string, ids: string) =>
  statement(
    name,
    USER,
    `SELECT ${userColumns('u')} FROM (${ids}) AS listed JOIN "User" u ON u.id = listed.id
     WHERE ${isActiveAccount('u')} AND NOT ${blockBetween('u.id', '$2::bigint')} AND ${afterCursor('u.id', '$3')}
     ORDER BY u.id DESC LIMIT $4`,
  )

const LISTS = {
  followers: listed('followers', `SELECT "followerId" AS id FROM "Follow" WHERE "followeeId" = $1`),
  following: listed('following', `SELECT "followeeId" AS id FROM "Follow" WHERE "followerId" = $1`),
  friends: listed(
    'friends',
    `SELECT "highId" AS id FROM "Friendship" WHERE "lowId" = $1 AND "acceptedAt" IS NOT NULL
     UNION ALL SELECT "lowId" FROM "Friendship" WHERE "highId" = $1 AND "acceptedAt" IS NOT NULL`,
  ),
} as const

type Wanted = { handle: string; list: keyof typeof LISTS; page: PageRequest }

/**
 * Followers, followees or friends of somebody, the newest accounts first, without users whom the viewer may not see. Throws
 * `user_not_found`. Empty for somebody whom the viewer blocks.
 */
export async function listPeople(viewer: Viewer, { handle, list, page }: Wanted): Promise<Page<User>> {
  const user = await requireUser(viewer, handle)
  if (user.blocking) return { items: [], nextCursor: null }
  const { cursor, limit } = page
  const rows = await query(LISTS[list], [user.id, viewer.id, cursor ?? null, limit + 1])
  return toPage(rows, { limit, present: presentUser, cursor: ({ id }) => String(id) })
}
