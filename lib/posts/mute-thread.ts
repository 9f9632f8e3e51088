import { mutate } from '@/lib/mutation/mutate'
import type { Viewer } from '@/lib/session/viewer'
import type { Post } from '@/lib/shared/views'
import { requirePost, requirePostId } from './find-post'
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

/** Idempotent. Throws `post_not_found`. */
export async function unmuteThread(viewer: Viewer, id: string): Promise<Post> {
  const postId = requirePostId(id)
  await mutate(async ({ tx }) => {
    await tx.$executeRaw`
      DELETE FROM "ThreadMute" m USING (${postForViewer(viewer, postId)}) seen
      WHERE m."postId" = seen.id AND m."userId" = seen."viewerId"`
    return null
  })
  return requirePost(viewer, id)
}
