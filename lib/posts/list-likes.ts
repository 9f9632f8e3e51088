import { type RecentPageRequest, recentCursor, toPage } from '@/lib/http/page'
import { afterRecentCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { statement, time } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { Page, User } from '@/lib/shared/views'
import { presentUser, USER } from '@/lib/users/present-user'
import { userColumns } from '@/lib/users/user-sql'
import { isListed } from '@/lib/visibility/listed-people'
import { authorOf } from './author-sql'
import { requirePost } from './find-post'

/**
 * `$1` is the post, `$2` the viewer, `$3` and `$4` the cursor, `$5` the number of rows. The likes are sorted before the users
 * are read, so that a page reads only its own users. OFFSET 0 keeps PostgreSQL from changing that order: it does not know how
 * many likes this post has.
 */
const LIKERS = statement(
  'likers',
  { ...USER, at: time() },
  `SELECT ${userColumns('u')}, l.at
   FROM (SELECT "userId", "createdAt" AS at FROM "Like"
         WHERE "postId" = $1 AND ${afterRecentCursor({ at: '"createdAt"', id: '"userId"' }, { at: '$3', id: '$4' })}
         ORDER BY "createdAt" DESC, "userId" DESC OFFSET 0) l
     JOIN "User" u ON u.id = l."userId"
   WHERE ${isListed('l."userId"', { viewer: '$2::bigint', author: authorOf('$1') })}
   ORDER BY l.at DESC, l."userId" DESC LIMIT $5`,
)

/** Users who like a post, the latest like first, without those whom the viewer may not see. Throws `post_not_found`. */
export async function listLikes(viewer: Viewer | null, postId: string, page: RecentPageRequest): Promise<Page<User>> {
  const post = await requirePost(viewer, postId)
  const { cursor, limit } = page
  const values = [post.id, viewer?.id ?? null, cursor?.at ?? null, cursor?.id ?? null, limit + 1]
  const rows = await query(LIKERS, values)
  return toPage(rows, { limit, present: presentUser, cursor: recentCursor })
}
