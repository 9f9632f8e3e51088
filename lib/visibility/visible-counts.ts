import { hiddenAccounts } from './listed-people'

/**
 * How many likes, or comments, of a post a viewer finds in its lists, as SQL: an int. The stored counts are those of all active
 * accounts. What is subtracted are the rows of people with a block between them and the viewer, or the author of the post. Mostly
 * there are none, and then no row is read; of a post with nothing to count no block is looked up. Never less than none: between a
 * suspension or its end and the recount, rows may be subtracted that are not in the stored count. `p` is the alias of "Post",
 * `viewer` a bigint expression (NULL for an anonymous visitor).
 */
export const visibleCounts = {
  likes: (p: string, viewer: string): string =>
    unlessNone(
      `${p}."likeCount"`,
      `SELECT count(*) FROM "Like" hidden
      WHERE hidden."postId" = ${p}.id AND hidden."userId" = ANY (${hiddenFrom(p, viewer)})`,
    ),

  comments: (p: string, viewer: string): string =>
    unlessNone(
      `${p}."commentCount"`,
      `SELECT count(*) FROM "Comment" hidden
      WHERE hidden."postId" = ${p}.id AND hidden."authorId" = ANY (${hiddenFrom(p, viewer)}) AND hidden."deletedAt" IS NULL`,
    ),
}

const hiddenFrom = (p: string, viewer: string) => hiddenAccounts({ viewer, author: `${p}."authorId"` })

const unlessNone = (stored: string, hidden: string) =>
  `CASE WHEN ${stored} = 0 THEN 0 ELSE GREATEST(0, ${stored} - (${hidden})::int) END`
