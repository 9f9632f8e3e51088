-- The stored counts of a post are those of active accounts. Takes out what accounts have left that were suspended or deleted
-- before this rule. Such accounts can neither like nor comment, so the old code that runs beside this adds no new ones.
UPDATE "Post" p SET "likeCount" = counted.likes, "commentCount" = counted.comments,
    "updatedAt" = GREATEST(clock_timestamp(), p."updatedAt" + interval '1 millisecond')
FROM (
    SELECT own.id,
        (SELECT count(*) FROM "Like" l JOIN "User" u ON u.id = l."userId"
            WHERE l."postId" = own.id AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL)::int AS likes,
        (SELECT count(*) FROM "Comment" c JOIN "User" u ON u.id = c."authorId"
            WHERE c."postId" = own.id AND c."deletedAt" IS NULL AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL)::int AS comments
    FROM (
        SELECT l."postId" AS id FROM "Like" l JOIN "User" u ON u.id = l."userId"
            WHERE u."suspendedAt" IS NOT NULL OR u."deletedAt" IS NOT NULL
        UNION SELECT c."postId" FROM "Comment" c JOIN "User" u ON u.id = c."authorId"
            WHERE u."suspendedAt" IS NOT NULL OR u."deletedAt" IS NOT NULL) own) counted
WHERE p.id = counted.id AND (p."likeCount", p."commentCount") <> (counted.likes, counted.comments);
