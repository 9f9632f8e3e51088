-- Stored counters that disagree with the rows they count. Shares nothing with the code that keeps them, so that one checks the
-- other. `npm run carillon -- counters` and the nightly recount run it. No rows: all counters are right. Likes and comments of
-- accounts that are suspended or deleted do not count, because no list shows them.
WITH posts AS (
  SELECT p.id, p."likeCount", p."commentCount",
    (SELECT count(*) FROM "Like" l JOIN "User" u ON u.id = l."userId"
     WHERE l."postId" = p.id AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL)::int AS likes,
    (SELECT count(*) FROM "Comment" c JOIN "User" u ON u.id = c."authorId"
     WHERE c."postId" = p.id AND c."deletedAt" IS NULL AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL)::int AS comments
  FROM "Post" p),
bells AS (
  SELECT u.id, u."unseenNotifications", u."unreadNotifications",
    LEAST(100, count(g.id) FILTER (WHERE g."lastSeq" > u."seenUpTo"))::int AS unseen, LEAST(100, count(g.id))::int AS unread
  FROM "User" u LEFT JOIN "NotificationGroup" g
    ON g."recipientId" = u.id AND g."actorCount" > 0 AND g."readAt" IS NULL AND g."archivedAt" IS NULL
  GROUP BY u.id),
faces AS (
  SELECT g.id, g."actorCount", count(x."actorId")::int AS actors
  FROM "NotificationGroup" g LEFT JOIN "NotificationGroupActor" x ON x."groupId" = g.id GROUP BY g.id)
SELECT 'likeCount' AS counter, id, "likeCount" AS stored, likes AS counted FROM posts WHERE "likeCount" <> likes
UNION ALL SELECT 'commentCount', id, "commentCount", comments FROM posts WHERE "commentCount" <> comments
UNION ALL SELECT 'unseenNotifications', id, "unseenNotifications", unseen FROM bells WHERE "unseenNotifications" <> unseen
UNION ALL SELECT 'unreadNotifications', id, "unreadNotifications", unread FROM bells WHERE "unreadNotifications" <> unread
UNION ALL SELECT 'actorCount', id, "actorCount", actors FROM faces WHERE "actorCount" <> actors
