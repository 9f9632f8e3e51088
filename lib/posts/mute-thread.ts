import { query } from '@/lib/postgres/db'
import type { Viewer } from '@/lib/session/viewer'
import type { Post } from '@/lib/shared/views'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { requirePost, requirePostId } from './find-post'

const IF_SEEN = `EXISTS (SELECT 1 FROM "Post" p WHERE p.id = $1 AND ${visiblePost('p', '$2::bigint')})`

const MUTE = `
  INSERT INTO "ThreadMute" ("postId", "userId") SELECT $1::bigint, $2::bigint WHERE ${IF_SEEN} ON CONFLICT DO NOTHING`
const UNMUTE = `DELETE FROM "ThreadMute" WHERE "postId" = $1 AND "userId" = $2 AND ${IF_SEEN}`

/** Lets the viewer's bell be silent about the conversation of a post from now on. Repeatable. Throws `post_not_found`. */
export async function muteThread(viewer: Viewer, id: string): Promise<Post> {
  await query(MUTE, [requirePostId(id), viewer.id])
  return requirePost(viewer, id)
}

/** Repeatable. Throws `post_not_found`. */
export async function unmuteThread(viewer: Viewer, id: string): Promise<Post> {
  await query(UNMUTE, [requirePostId(id), viewer.id])
  return requirePost(viewer, id)
}
