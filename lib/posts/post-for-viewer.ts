import { Prisma } from '@/lib/postgres/prisma'
import type { Viewer } from '@/lib/session/viewer'
import { visiblePost } from '@/lib/visibility/post-visibility'

/**
 * A SELECT of `id`, `authorId`, `audience` and `viewerId` for a post that the viewer may see, else of no row. A mutation selects from it,
 * so that the check and the write are one statement on one snapshot.
 */
export function postForViewer(viewer: Viewer, postId: bigint): Prisma.Sql {
  return Prisma.sql`
    SELECT p.id, p."authorId", p.audience, v.id AS "viewerId" FROM "Post" p, (SELECT ${viewer.id}::bigint AS id) v
    WHERE p.id = ${postId} AND ${Prisma.raw(visiblePost('p', 'v.id'))}`
}
