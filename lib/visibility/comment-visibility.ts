import { isActiveAccount } from '@/lib/users/user-sql'
import { blockBetween } from './relation-sql'

/**
 * Whether a person who may see a post may see this comment on it, as SQL: the comment is not deleted, its author is in good
 * standing, and there is no block between its author and the viewer. `c` is the alias of "Comment", `viewer` a bigint
 * expression (NULL for an anonymous visitor).
 */
export function visibleComment(c: string, viewer: string): string {
  return `(${c}."deletedAt" IS NULL
    AND EXISTS (SELECT 1 FROM "User" u WHERE u.id = ${c}."authorId" AND ${isActiveAccount('u')})
    AND NOT ${blockBetween(`${c}."authorId"`, viewer)})`
}
