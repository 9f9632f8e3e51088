import type { IdempotencyKey } from '@/lib/mutation/idempotency'
import { mutate } from '@/lib/mutation/mutate'
import { Prisma, type Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { LIMITS } from '@/lib/shared/limits'
import type { Post } from '@/lib/shared/views'
import { postNotFound, presentForViewer, requirePostId } from './find-post'
import { newerUpdatedAt } from './newer-updated-at'
import { POST_SOURCE, type ViewedPostRow, viewedPostColumns } from './post-row'

/**
 * Undoes the deletion of one's own post. It is fanned out again and stands in feeds where it stood, because the order is by
 * id. A post that is not deleted stays as it is. Idempotent with a key. Throws `restore_too_late` after an hour.
 */
export async function restorePost(viewer: Viewer, id: string, key: IdempotencyKey | null): Promise<{ post: Post }> {
  const postId = requirePostId(id)
  return mutate(
    async ({ tx, record }) => {
      const { deleted, late } = await lockPostToRestore(tx, viewer, postId)
      if (late) throw new AppError('restore_too_late', 'It was deleted too long ago to be brought back.')
      if (deleted) {
        await tx.$executeRaw`UPDATE "Post" SET "deletedAt" = NULL, "updatedAt" = ${newerUpdatedAt} WHERE id = ${postId}`
        await record({ queue: 'fan-out', type: 'post.widened', postId, before: null })
        await record({ queue: 'notify', type: 'post.changed', postId, audience: 'wider' })
      }
      return { post: await readOwnPost(tx, viewer, postId) }
    },
    { key },
  )
}

type Deletion = { deleted: boolean; late: boolean }

async function lockPostToRestore(tx: Tx, viewer: Viewer, postId: bigint): Promise<Deletion> {
  const [own] = await tx.$queryRaw<Deletion[]>`
    SELECT "deletedAt" IS NOT NULL AS deleted,
           COALESCE("deletedAt" < now() - make_interval(secs => ${LIMITS.restore}), false) AS late
    FROM "Post" WHERE id = ${postId} AND "authorId" = ${viewer.id} FOR NO KEY UPDATE`
  if (!own) throw postNotFound()
  return own
}

/** Reads in the transaction, so that the stored answer for the key is complete before the commit. */
async function readOwnPost(tx: Tx, viewer: Viewer, postId: bigint): Promise<Post> {
  const [row] = await tx.$queryRaw<ViewedPostRow[]>`
    SELECT ${Prisma.raw(viewedPostColumns('v.id'))}
    FROM (SELECT ${viewer.id}::bigint AS id) v, ${Prisma.raw(POST_SOURCE)} WHERE p.id = ${postId}`
  if (!row) throw postNotFound()
  return presentForViewer(row, viewer)
}
