import { isActiveAccount } from '@/lib/users/user-sql'
import { blockBetween } from './relation-sql'

/** Who reads, and whose post it is, as bigint expressions. `viewer` is NULL for an anonymous visitor. */
export type Readers = { viewer: string; author: string }

/**
 * Whether a viewer finds somebody among the people who like or comment a post, as SQL: their account is active, there is no block
 * between them and the viewer, and none between them and the author of the post. The latter hides them from everybody: an author
 * who blocks somebody does not leave that person's words under their own posts, and nobody can write there and then hide it from the
 * author by a block. Lists and counts are made from this one rule, so that a count is the length of its list. `person` is a
 * bigint expression.
 */
export function isListed(person: string, { viewer, author }: Readers): string {
  return `(EXISTS (SELECT 1 FROM "User" account WHERE account.id = ${person} AND ${isActiveAccount('account')})
    AND NOT ${blockBetween(person, viewer)} AND NOT ${blockBetween(person, author)})`
}

/**
 * The active accounts that `isListed` hides because of a block with the viewer or the author. An SQL array, mostly empty. The
 * viewer's part depends on no row, so PostgreSQL makes it once per page.
 */
export function hiddenAccounts({ viewer, author }: Readers): string {
  return `(${blockedAccounts(viewer)} || ${blockedAccounts(author)})`
}

function blockedAccounts(of: string): string {
  return `ARRAY(SELECT account.id FROM "User" account WHERE ${isActiveAccount('account')} AND account.id IN (
    SELECT "otherId" FROM "Block" WHERE "userId" = ${of} UNION ALL SELECT "userId" FROM "Block" WHERE "otherId" = ${of}))`
}
