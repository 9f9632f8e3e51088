import type { Redis } from 'ioredis'
import { redisTime } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { makeTimedSender, type TimedSender } from '@/lib/delivery/timed-facts'
import { query } from '@/lib/postgres/query'
import { bool, type RowOf, statement } from '@/lib/postgres/statement'
import { POST, POST_COLUMNS, POST_SOURCE, type PostRow, presentPost } from '@/lib/posts/post-row'
import { isActiveAccount } from '@/lib/users/user-sql'

/** A post as the database has it now. `gone`: it is deleted, or its author is suspended or deleted, so nobody may see it. */
const CURRENT_POST = { ...POST, gone: bool() }

export type CurrentPost = RowOf<typeof CURRENT_POST>

const FIND = statement(
  'current-post',
  CURRENT_POST,
  `SELECT ${POST_COLUMNS}, NOT (p."deletedAt" IS NULL AND ${isActiveAccount('author')}) AS gone
   FROM ${POST_SOURCE} WHERE p.id = $1`,
)

export async function findCurrentPost(postId: bigint): Promise<CurrentPost | null> {
  const [post] = await query(FIND, [postId])
  return post ?? null
}

/** For whatever is delivered of a post: sends by its present state. */
export function makePostSender(
  redis: Redis,
  { postId, what }: { postId: bigint; what: string },
): TimedSender<CurrentPost | null> {
  return makeTimedSender({
    what: `${what} of post ${postId}`,
    clock: () => redisTime(redis),
    read: () => findCurrentPost(postId),
  })
}

/** The present state of a post, for people who may see it. */
export function postFrame(post: PostRow): string {
  return frame('post', { post: presentPost(post) })
}

/** For people who could see the post and may not any more. */
export function goneFrame(postId: bigint): string {
  return frame('post', { postId: String(postId), deleted: true })
}
