import { frame } from '@/lib/delivery/frame'
import { query } from '@/lib/postgres/db'
import { POST_COLUMNS, POST_SOURCE, type PostRow, presentPost } from '@/lib/posts/post-row'

const PRESENT = {
  name: 'changed-post',
  text: `SELECT ${POST_COLUMNS}, (p."deletedAt" IS NOT NULL OR author."suspendedAt" IS NOT NULL OR author."deletedAt" IS NOT NULL) AS gone
         FROM ${POST_SOURCE} WHERE p.id = $1`,
}

/** A post as it is now. `gone`: nobody may see it. */
export type PresentPost = PostRow & { gone: boolean }

export async function readPresent(postId: bigint): Promise<PresentPost | null> {
  const [post] = await query<PresentPost>(PRESENT, [postId])
  return post ?? null
}

/** For those who may see it. */
export function changedFrame(post: PresentPost): string {
  return frame('post', { post: presentPost(post) })
}

/** For those who could see it and may not any more. */
export function goneFrame(postId: bigint): string {
  return frame('post', { postId: String(postId), deleted: true })
}
