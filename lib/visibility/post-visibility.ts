import { isActiveAccount } from '@/lib/users/user-sql'
import { isFor, termsOf } from './audience-rules'
import { blockBetween } from './relation-sql'

/**
 * Whether a person may see a post, as SQL, so that every surface asks the same question next to the data. `p` is the alias
 * of "Post", `viewer` a bigint expression (NULL for an anonymous visitor).
 *
 * A post is visible when it is not deleted, the account of its author is active, and the viewer is the author, or its audience
 * includes the viewer and there is no block between the two.
 */
export function visiblePost(p: string, viewer: string): string {
  const post = termsOf(p)
  const { author } = post
  return `(${p}."deletedAt" IS NULL
    AND EXISTS (SELECT 1 FROM "User" a WHERE a.id = ${author} AND ${isActiveAccount('a')})
    AND (${author} = ${viewer} OR (
      ${isFor(post, viewer)}
      AND NOT ${blockBetween(author, viewer)})) IS TRUE)`
}
