import { isListed, type Readers } from './listed-people'

/**
 * Whether a person who may see a post may see this comment on it, as SQL: the comment is not deleted, and its author is listed.
 * `c` is the alias of "Comment"; `author` is the author of the post.
 */
export function visibleComment(c: string, readers: Readers): string {
  return `(${c}."deletedAt" IS NULL AND ${isListed(`${c}."authorId"`, readers)})`
}
