import type { IdempotencyKey } from '@/lib/mutation/idempotency'
import { mutate } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { LIMITS } from '@/lib/shared/limits'
import type { Audience, Post } from '@/lib/shared/views'
import { postNotFound, presentForViewer, requirePostId } from './find-post'
import { POST_SOURCE, type ViewedPostRow, viewedPostColumns } from './post-row'

/** Takes one's own post from every screen. It can be brought back for an hour. Deleting twice is `post_not_found`. */
export async function deletePost(viewer: Viewer, id: string): Promise<void> {
  const postId = requirePostId(id)
  await mutate(async ({ tx, record }) => {
    const [deleted] = await tx.$queryRaw<{ audience: Audience }[]>`
      UPDATE "Post" SET "deletedAt" = clock_timestamp(), "updatedAt" = GREATEST(clock_timestamp(), "updatedAt" + interval '1 millisecond')
      WHERE id = ${postId} AND "authorId" = ${viewer.id} AND "deletedAt" IS NULL
      RETURNING audience`
    if (!deleted) throw postNotFound()
    await record({ queue: 'fan-out', type: 'post.changed', postId, before: deleted.audience })
    await record({ queue: 'notify', type: 'post.changed', postId, audience: 'other' })
    return null
  })
}

/**
 * Undoes a delete. Timelines still hold the post or get it again, so it stands where it stood. Restoring what is not
 * deleted changes nothing.
 */
export async function restorePost(viewer: Viewer, id: string, key: IdempotencyKey | null): Promise<{ post: Post }> {
  const postId = requirePostId(id)
  return mutate(
    async ({ tx, record }) => {
      const [own] = await tx.$queryRaw<{ deleted: boolean; late: boolean }[]>`
        SELECT "deletedAt" IS NOT NULL AS deleted,
               COALESCE("deletedAt" < now() - make_interval(secs => ${LIMITS.restore}), false) AS late
        FROM "Post" WHERE id = ${postId} AND "authorId" = ${viewer.id} FOR NO KEY UPDATE`
      if (!own) throw postNotFound()
      if (own.late) throw new AppError('restore_too_late', 'It was deleted too long ago to be brought back.')
      if (!own.deleted) return { post: await readOwn(tx, postId, viewer) }
      await tx.$executeRaw`
        UPDATE "Post" SET "deletedAt" = NULL, "updatedAt" = GREATEST(clock_timestamp(), "updatedAt" + interval '1 millisecond')
        WHERE id = ${postId}`
      await record({ queue: 'fan-out', type: 'post.widened', postId, before: null })
      await record({ queue: 'notify', type: 'post.changed', postId, audience: 'wider' })
      return { post: await readOwn(tx, postId, viewer) }
    },
    { key },
  )
}

/** As the transaction has left it. */
async function readOwn(tx: Tx, postId: bigint, viewer: Viewer): Promise<Post> {
  const [row] = await tx.$queryRawUnsafe<ViewedPostRow[]>(
    `SELECT ${viewedPostColumns('$2::bigint')} FROM ${POST_SOURCE} WHERE p.id = $1`,
    postId,
    viewer.id,
  )
  if (!row) throw postNotFound()
  return presentForViewer(row, viewer)
}
