import { GROUP_WINDOW } from '@/lib/notifications/decide'
import { bigint, NOTHING, nullable, type RowOf, statement, text, time } from '@/lib/postgres/statement'
import type { Cause } from '@/lib/shared/notification-kinds'
import { areFriends } from '@/lib/visibility/relation-sql'

const DATED_CANDIDATE = {
  cause: text<Cause>(),
  recipientId: bigint(),
  actorId: bigint(),
  postId: nullable(bigint()),
  commentId: nullable(bigint()),
  at: time(),
}

/** A candidate with the time of its cause. */
export type Happened = RowOf<typeof DATED_CANDIDATE>

/**
 * Everything that may have notified the people in $1 since $2, in the order of time. The rules of the site decide whether it
 * did. The follows that come with a friendship are left out: the friendship notifies already.
 */
export const HAPPENED = statement(
  'demo-causes',
  DATED_CANDIDATE,
  `SELECT * FROM (
     SELECT 'like' AS cause, p."authorId" AS "recipientId", l."userId" AS "actorId", p.id AS "postId",
       NULL::bigint AS "commentId", l."createdAt" AS at FROM "Like" l JOIN "Post" p ON p.id = l."postId"
     UNION SELECT 'comment', p."authorId", c."authorId", p.id, c.id, c."createdAt"
       FROM "Comment" c JOIN "Post" p ON p.id = c."postId"
     UNION SELECT 'comment', earlier."authorId", c."authorId", c."postId", c.id, c."createdAt"
       FROM "Comment" c JOIN "Comment" earlier ON earlier."postId" = c."postId" AND earlier.id < c.id
     UNION SELECT 'comment', m."userId", c."authorId", c."postId", c.id, c."createdAt"
       FROM "Mention" m JOIN "Comment" c ON c.id = m."commentId"
     UNION SELECT 'post', m."userId", p."authorId", p.id, NULL, p."createdAt"
       FROM "Mention" m JOIN "Post" p ON p.id = m."postId" WHERE m."commentId" IS NULL
     UNION SELECT 'post', w."followerId", p."authorId", p.id, NULL, p."createdAt"
       FROM "Post" p JOIN "Follow" w ON w."followeeId" = p."authorId" AND w."createdAt" < p."createdAt"
       WHERE w.notify OR (p.verb IS NOT NULL AND ${areFriends('w."followerId"', 'p."authorId"')})
     UNION SELECT 'follow', w."followeeId", w."followerId", NULL, NULL, w."createdAt"
       FROM "Follow" w WHERE NOT ${areFriends('w."followerId"', 'w."followeeId"')}
     UNION SELECT 'friendship', "lowId", "highId", NULL, NULL, COALESCE("acceptedAt", "createdAt") FROM "Friendship"
     UNION SELECT 'friendship', "highId", "lowId", NULL, NULL, COALESCE("acceptedAt", "createdAt") FROM "Friendship"
   ) happened
   WHERE "recipientId" = ANY ($1::bigint[]) AND "actorId" <> "recipientId" AND at > $2
   ORDER BY at, "commentId", "postId", "actorId"`,
)

export const CLOSE = statement(
  'demo-close-groups',
  NOTHING,
  `UPDATE "NotificationGroup" SET "closedAt" = now() WHERE id = ANY ($1::bigint[])`,
)

/** Gives each event the time of its cause. */
export const DATE_BACK_EVENTS = statement(
  'demo-date-back-events',
  NOTHING,
  `UPDATE "NotificationEvent" e SET "alertedAt" = happened.at
   FROM jsonb_to_recordset($1) AS happened (recipient bigint, keys text[], at timestamptz)
   WHERE e."recipientId" = happened.recipient AND e."dedupeKey" = ANY (happened.keys)`,
)

/** Gives each group the times of its first and last event. Groups whose last event was before $2 were read an hour after it. */
export const DATE_BACK_GROUPS = statement(
  'demo-date-back-groups',
  { id: bigint() },
  `UPDATE "NotificationGroup" g SET "firstAt" = alerts.first, "lastAt" = alerts.last,
     "closedAt" = CASE WHEN g."closedAt" IS NOT NULL THEN alerts.first + interval '${GROUP_WINDOW} milliseconds' END,
     "readAt" = CASE WHEN alerts.last < $2 THEN alerts.last + interval '1 hour' END
   FROM (
     SELECT "groupId", min("alertedAt") AS first, max("alertedAt") AS last FROM "NotificationEvent"
     WHERE "recipientId" = ANY ($1::bigint[]) GROUP BY "groupId") alerts
   WHERE alerts."groupId" = g.id
   RETURNING g.id`,
)

/** The bell was opened at $2: everything until then is seen. */
export const LOOK = statement(
  'demo-look',
  NOTHING,
  `UPDATE "User" u SET "seenUpTo" = COALESCE((
     SELECT max(seq) FROM "NotificationEvent" e WHERE e."recipientId" = u.id AND e."alertedAt" <= $2), 0)
   WHERE u.id = ANY ($1::bigint[])`,
)
