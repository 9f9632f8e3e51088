import { bigint, statement } from '@/lib/postgres/statement'
import { audiencesOpenTo, isAmong, termsOf } from '@/lib/visibility/audience-rules'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { areFriends, blockBetween, isMuting } from '@/lib/visibility/relation-sql'

/**
 * Whether a post belongs in a reader's feed, as SQL: the reader may see it, and wrote it or follows its author and does not
 * mute them. Every page, poll and replay applies this to the ids of a timeline, because a timeline may hold ids of posts
 * that the reader may no longer see.
 */
export function inFeed(p: string, viewer: string): string {
  return `(${visiblePost(p, viewer)} AND (${p}."authorId" = ${viewer} OR (
    EXISTS (SELECT 1 FROM "Follow" fo WHERE fo."followerId" = ${viewer} AND fo."followeeId" = ${p}."authorId")
    AND NOT ${isMuting(viewer, `${p}."authorId"`)})))`
}

/**
 * The newest ids of a reader's feed from PostgreSQL alone: first the newest of each author, then the newest of those.
 * Friendship, mute and block are checked once per author, outside of the inner query, because that is cheaper than once
 * per post. It may return an id too many (of a suspended author), never one too few: `inFeed` is applied afterwards.
 * $1 viewer, $2 ids below this (or null), $3 how many, $4 ids from here on (or null).
 */
export const PULL_IDS = statement(
  'pull-ids',
  { id: bigint() },
  `WITH authors AS (
     SELECT fo."followeeId" AS id,
            CASE WHEN ${areFriends('fo."followeeId"', '$1::bigint')}
              THEN ${audiencesOpenTo('friend')} ELSE ${audiencesOpenTo('anybody')} END AS audiences
     FROM "Follow" fo
     WHERE fo."followerId" = $1 AND NOT ${isMuting('$1::bigint', 'fo."followeeId"')} AND NOT ${blockBetween('fo."followeeId"', '$1::bigint')}
     UNION ALL SELECT $1::bigint, ${audiencesOpenTo('author')})
   SELECT newest.id FROM authors CROSS JOIN LATERAL (
     SELECT p.id FROM "Post" p
     WHERE p."authorId" = authors.id AND p."deletedAt" IS NULL AND ${isAmong(termsOf('p'), 'authors.audiences')}
       AND p.id < COALESCE($2::bigint, 9223372036854775807) AND p.id >= COALESCE($4::bigint, 0)
     ORDER BY p.id DESC LIMIT $3) newest
   ORDER BY newest.id DESC LIMIT $3`,
)
