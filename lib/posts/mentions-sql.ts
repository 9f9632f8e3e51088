import { isActiveAccount } from '@/lib/users/user-sql'

/** The handles of the active accounts that a text mentions, as SQL: a text[]. `where` finds its rows of "Mention" `m`. */
export function mentionsOf(where: string): string {
  return `ARRAY(SELECT named.handle FROM "Mention" m JOIN "User" named ON named.id = m."userId"
    WHERE ${where} AND ${isActiveAccount('named')} ORDER BY m.id)`
}
