import { mutate } from '@/lib/mutation/mutate'
import type { Viewer } from '@/lib/session/viewer'
import type { Post } from '@/lib/shared/views'
import { findPost, postNotFound, requirePost, requirePostId } from './find-post'
import { postForViewer } from './post-for-viewer'

/**
 * Stops notifications about the comments of a post for the viewer, except when they are mentioned. Idempotent. Throws
 * `post_not_found`.
 */
export async function muteThread(viewer: Viewer, id: string): Promise<Post> {
  const postId = requirePostId(id)
  await mutate(async ({ tx }) => {
    await tx.$executeRaw`
      INSERT INTO "ThreadMute" ("postId", "userId")
      SELECT seen.id, seen."viewerId" FROM (${postForViewer(viewer, postId)}) seen ON CONFLICT DO NOTHING`
    return null
  })
  return requirePost(viewer, id)
}

/**
 * Ends a mute, also of a post that the viewer may not see any more: then it returns null. Idempotent for a post that the viewer
 * may see. Throws `post_not_found` for others that are not muted.
 */
export async function unmuteThread(viewer: Viewer, id: string): Promise<Post | null> {
  const postId = requirePostId(id)
  const { count } = await mutate(({ tx }) => tx.threadMute.deleteMany({ where: { postId, userId: viewer.id } }))
  const post = await findPost(viewer, id)
  if (!post && count === 0) throw postNotFound()
  return post
}
