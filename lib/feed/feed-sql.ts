import { areFriends, blockBetween, isMuting, visiblePost } from '@/lib/visibility/post-visibility'

/**
 * What belongs into a reader's feed: posts they may see, by people they follow now or by themselves, not muted. Asked
 * whenever posts leave for a feed, by page, poll or replay, whatever a timeline says.
 */
export function inFeed(p: string, viewer: string): string {
  return `(${visiblePost(p, viewer)} AND (${p}."authorId" = ${viewer} OR (
    EXISTS (SELECT 1 FROM "Follow" fo WHERE fo."followerId" = ${viewer} AND fo."followeeId" = ${p}."authorId")
    AND NOT ${isMuting(viewer, `${p}."authorId"`)})))`
}

/**
 * The newest ids of a reader's feed from PostgreSQL alone: for each author the newest that may count, then the newest of
 * all. What is asked once per author (friend, muted, blocked) is asked outside the inner query. May name a post too
 * many, never one too few: `inFeed` has the last word.
 * $1 viewer, $2 ids below this (or null), $3 how many, $4 ids from here on (or null).
 */
export const PULL_IDS = {
  name: 'pull-ids',
  text: `
    WITH authors AS (
      SELECT fo."followeeId" AS id,
             CASE WHEN ${areFriends('fo."followeeId"', '$1::bigint')} THEN ARRAY['public', 'friends'] ELSE ARRAY['public'] END AS audiences
      FROM "Follow" fo
      WHERE fo."followerId" = $1 AND NOT ${isMuting('$1::bigint', 'fo."followeeId"')} AND NOT ${blockBetween('fo."followeeId"', '$1::bigint')}
      UNION ALL SELECT $1::bigint, ARRAY['public', 'friends', 'only_me'])
    SELECT newest.id FROM authors CROSS JOIN LATERAL (
      SELECT p.id FROM "Post" p
      WHERE p."authorId" = authors.id AND p."deletedAt" IS NULL AND p.audience = ANY (authors.audiences)
        AND p.id < COALESCE($2::bigint, 9223372036854775807) AND p.id >= COALESCE($4::bigint, 0)
      ORDER BY p.id DESC LIMIT $3) newest
    ORDER BY newest.id DESC LIMIT $3`,
}
