import { isActiveAccount } from '@/lib/users/user-sql'
import { blockBetween } from './relation-sql'

/**
 * Whether a viewer finds somebody among the people who like or comment, as SQL: their account is active, and there is no block
 * between the two. Lists and counts are made from this one rule, so that a count is the length of its list. The arguments are
 * bigint expressions; `viewer` is NULL for an anonymous visitor.
 */
export function isListed(person: string, viewer: string): string {
  return `(EXISTS (SELECT 1 FROM "User" account WHERE account.id = ${person} AND ${isActiveAccount('account')})
    AND NOT ${blockBetween(person, viewer)})`
}

/** The active accounts that `isListed` hides from a viewer: those with a block between the two. An SQL array, mostly empty. */
export function blockedAccounts(viewer: string): string {
  return `ARRAY(SELECT account.id FROM "User" account WHERE ${isActiveAccount('account')} AND account.id IN (
    SELECT "otherId" FROM "Block" WHERE "userId" = ${viewer} UNION ALL SELECT "userId" FROM "Block" WHERE "otherId" = ${viewer}))`
}
