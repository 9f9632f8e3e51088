import { reachesMore } from './audience-rules'
import { isListed, type Readers } from './listed-people'

/**
 * Whether a person who may see a post may see this comment on it, as SQL: the comment is not deleted, and its author is listed.
 * `c` is the alias of "Comment"; `author` is the author of the post.
 */
export function visibleComment(c: string, readers: Readers): string {
  return `(${c}."deletedAt" IS NULL AND ${isListed(`${c}."authorId"`, readers)})`
}

/**
 * Whether a comment was written for fewer people than may read it since its post was widened, as SQL. `c` and `p` are the aliases
 * of "Comment" and "Post".
 */
export function isReadByMore(c: string, p: string): string {
  return `(${p}."widenedAt" IS NOT NULL AND CASE WHEN ${c}.audience IS NULL THEN ${c}."createdAt" < ${p}."widenedAt"
    ELSE ${reachesMore(`${p}.audience`, `${c}.audience`)} END)`
}
