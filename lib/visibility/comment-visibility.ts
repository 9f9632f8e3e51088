import { isListed } from './listed-people'

/**
 * Whether a person who may see a post may see this comment on it, as SQL: the comment is not deleted, and its author is listed.
 * `c` is the alias of "Comment", `viewer` a bigint expression (NULL for an anonymous visitor).
 */
export function visibleComment(c: string, viewer: string): string {
  return `(${c}."deletedAt" IS NULL AND ${isListed(`${c}."authorId"`, viewer)})`
}
