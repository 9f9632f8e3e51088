import { mutate } from '@/lib/mutation/mutate'
import { Prisma } from '@/lib/postgres/prisma'
import type { Viewer } from '@/lib/session/viewer'
import type { Post } from '@/lib/shared/views'
import { addToCount } from './add-to-count'
import { postNotFound, requirePost, requirePostId } from './find-post'
import { postForViewer } from './post-for-viewer'

/** `write` adds or removes the Like of the post and viewer in `seen`, and returns a row when there was something to do. */
type LikeChange = { write: Prisma.Sql; by: 1 | -1 }

const LIKE: LikeChange = {
  write: Prisma.sql`
    INSERT INTO "Like" ("postId", "userId") SELECT id, "viewerId" FROM seen ON CONFLICT DO NOTHING RETURNING 1`,
  by: 1,
}

const UNLIKE: LikeChange = {
  write: Prisma.sql`
    DELETE FROM "Like" l USING seen WHERE l."postId" = seen.id AND l."userId" = seen."viewerId" RETURNING 1`,
  by: -1,
}

/** Likes a post; authors may like their own. Idempotent. Throws `post_not_found`. */
export function likePost(viewer: Viewer, id: string): Promise<Post> {
  return changeLike(viewer, id, LIKE)
}

/** Ends the viewer's like. Idempotent. Throws `post_not_found`. */
export function unlikePost(viewer: Viewer, id: string): Promise<Post> {
  return changeLike(viewer, id, UNLIKE)
}

async function changeLike(viewer: Viewer, id: string, { write, by }: LikeChange): Promise<Post> {
  const postId = requirePostId(id)
  await mutate(async ({ tx, record }) => {
    const [post] = await tx.$queryRaw<{ authorId: bigint; changed: boolean }[]>`
      WITH seen AS (${postForViewer(viewer, postId)}), written AS (${write})
      SELECT "authorId", EXISTS (SELECT 1 FROM written) AS changed FROM seen`
    if (!post) throw postNotFound()
    if (!post.changed) return null
    await record({
      queue: 'notify',
      type: 'like.changed',
      postId,
      authorId: post.authorId,
      userId: viewer.id,
    })
    await addToCount(tx, { postId, count: 'likeCount', ownerId: viewer.id, by })
    return null
  })
  return requirePost(viewer, id)
}
