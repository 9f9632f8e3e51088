import { mutate } from '@/lib/mutation/mutate'
import type { Viewer } from '@/lib/session/viewer'
import type { Post } from '@/lib/shared/views'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { addToCount } from './counters'
import { postNotFound, requirePost, requirePostId } from './find-post'

/** Touches the viewer's like of a post they may see: no row when they may not, `changed` when there was something to do. */
const touching = (change: string) => `
  WITH seen AS (SELECT p.id, p."authorId" FROM "Post" p WHERE p.id = $1 AND ${visiblePost('p', '$2::bigint')}),
       touched AS (${change})
  SELECT "authorId", EXISTS (SELECT 1 FROM touched) AS changed FROM seen`

type Step = { statement: string; by: 1 | -1 }

const LIKE: Step = {
  statement: touching(
    `INSERT INTO "Like" ("postId", "userId") SELECT id, $2::bigint FROM seen ON CONFLICT DO NOTHING RETURNING 1`,
  ),
  by: 1,
}
const UNLIKE: Step = {
  statement: touching(`DELETE FROM "Like" l USING seen WHERE l."postId" = seen.id AND l."userId" = $2 RETURNING 1`),
  by: -1,
}

/** Likes a post; one's own, too. Repeatable. Throws `post_not_found`. */
export function likePost(viewer: Viewer, id: string): Promise<Post> {
  return changeLike(viewer, id, LIKE)
}

/** Takes a like back. Repeatable. Throws `post_not_found`. */
export function unlikePost(viewer: Viewer, id: string): Promise<Post> {
  return changeLike(viewer, id, UNLIKE)
}

async function changeLike(viewer: Viewer, id: string, { statement, by }: Step): Promise<Post> {
  const postId = requirePostId(id)
  await mutate(async ({ tx, record }) => {
    const [post] = await tx.$queryRawUnsafe<{ authorId: bigint; changed: boolean }[]>(statement, postId, viewer.id)
    if (!post) throw postNotFound()
    if (!post.changed) return null
    await record({ queue: 'notify', type: 'like.changed', postId, authorId: post.authorId, userId: viewer.id })
    await addToCount(tx, { postId, count: 'likeCount', by })
    return null
  })
  return requirePost(viewer, id)
}
