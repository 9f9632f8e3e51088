import { blockedAccounts } from './listed-people'

/**
 * How many likes, or comments, of a post a viewer finds in its lists, as SQL: an int. The stored counts are those of all active
 * accounts. What is subtracted are the rows of people with a block between them and the viewer. Mostly there are none, and then
 * no row is read. Never less than none: between a suspension or its end and the recount, rows may be subtracted that are not in
 * the stored count. `p` is the alias of "Post", `viewer` a bigint expression (NULL for an anonymous visitor).
 */
export const visibleCounts = {
  likes: (p: string, viewer: string): string =>
    `GREATEST(0, ${p}."likeCount" - (SELECT count(*) FROM "Like" hidden
      WHERE hidden."postId" = ${p}.id AND hidden."userId" = ANY (${blockedAccounts(viewer)}))::int)`,

  comments: (p: string, viewer: string): string =>
    `GREATEST(0, ${p}."commentCount" - (SELECT count(*) FROM "Comment" hidden
      WHERE hidden."postId" = ${p}.id AND hidden."authorId" = ANY (${blockedAccounts(viewer)}) AND hidden."deletedAt" IS NULL)::int)`,
}
