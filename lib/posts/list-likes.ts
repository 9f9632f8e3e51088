import { type RecentPageRequest, recentCursor, toPage } from '@/lib/http/page'
import { query } from '@/lib/postgres/query'
import type { Viewer } from '@/lib/session/viewer'
import type { Page, User } from '@/lib/shared/views'
import { presentUser, type UserRow } from '@/lib/users/present-user'
import { isActiveAccount, userColumns } from '@/lib/users/user-sql'
import { blockBetween } from '@/lib/visibility/relation-sql'
import { requirePost } from './find-post'

/** `$1` is the post, `$2` the viewer, `$3` and `$4` the cursor, `$5` the number of rows. */
const LIKERS = {
  name: 'likers',
  text: `SELECT ${userColumns('u')}, l."createdAt" AS at FROM "Like" l JOIN "User" u ON u.id = l."userId"
    WHERE l."postId" = $1 AND ${isActiveAccount('u')} AND NOT ${blockBetween('u.id', '$2::bigint')}
      AND ($3::timestamptz IS NULL OR (l."createdAt", l."userId") < ($3, $4::bigint))
    ORDER BY l."createdAt" DESC, l."userId" DESC LIMIT $5`,
}

/** Users who like a post, the latest like first, without those whom the viewer may not see. Throws `post_not_found`. */
export async function listLikes(viewer: Viewer | null, postId: string, page: RecentPageRequest): Promise<Page<User>> {
  const post = await requirePost(viewer, postId)
  const { cursor, limit } = page
  const values = [post.id, viewer?.id ?? null, cursor?.at ?? null, cursor?.id ?? null, limit + 1]
  const rows = await query<UserRow & { at: Date }>(LIKERS, values)
  return toPage(rows, { limit, present: presentUser, cursor: recentCursor })
}
