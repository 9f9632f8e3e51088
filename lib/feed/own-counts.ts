import { query } from '@/lib/postgres/query'
import { bigint, bool, type RowOf, statement } from '@/lib/postgres/statement'
import { POST, POST_SOURCE, postColumnsFor } from '@/lib/posts/post-row'
import { visiblePost } from '@/lib/visibility/post-visibility'
import type { CurrentPost } from './current-post'

/** A post as one reader finds it now. */
const OWN_POST = { readerId: bigint(), visible: bool(), ...POST }

export type OwnPost = RowOf<typeof OWN_POST>

/**
 * $1 the post, $2 the readers. Each reader costs two looks into the index of blocks; only for those who have a block with
 * somebody who likes or comments this post, more is read.
 */
const OWN_COUNTS = statement(
  'own-counts',
  OWN_POST,
  `WITH apart AS (
     SELECT r.id, b."otherId" AS other FROM unnest($2::bigint[]) AS r (id) JOIN "Block" b ON b."userId" = r.id
     UNION ALL SELECT r.id, b."userId" FROM unnest($2::bigint[]) AS r (id) JOIN "Block" b ON b."otherId" = r.id),
   reader AS (
     SELECT DISTINCT id FROM apart
     WHERE EXISTS (SELECT 1 FROM "Like" l WHERE l."postId" = $1 AND l."userId" = apart.other)
       OR EXISTS (SELECT 1 FROM "Comment" c WHERE c."postId" = $1 AND c."authorId" = apart.other AND c."deletedAt" IS NULL))
   SELECT reader.id AS "readerId", ${visiblePost('p', 'reader.id')} AS visible, ${postColumnsFor('reader.id')}
   FROM reader CROSS JOIN (${POST_SOURCE}) WHERE p.id = $1`,
)

/**
 * The readers whose counts of a post differ from those that a shared frame has, because there is a block between them and
 * somebody who likes or comments it; each with the post as it is for them. Mostly nobody. Nothing is read for a post that has
 * neither likes nor comments.
 */
export async function readOwnCounts(post: CurrentPost, readers: bigint[]): Promise<OwnPost[]> {
  if (readers.length === 0 || post.likeCount + post.commentCount === 0) return []
  return query(OWN_COUNTS, [post.id, readers])
}
