-- Rows that name a person who is gone. No list shows them, and nothing else refers to them.
DELETE FROM "Friendship" f WHERE NOT EXISTS (SELECT FROM "User" u WHERE u.id = f."lowId")
    OR NOT EXISTS (SELECT FROM "User" u WHERE u.id = f."highId");
DELETE FROM "Block" b WHERE NOT EXISTS (SELECT FROM "User" u WHERE u.id = b."userId")
    OR NOT EXISTS (SELECT FROM "User" u WHERE u.id = b."otherId");
DELETE FROM "Mute" m WHERE NOT EXISTS (SELECT FROM "User" u WHERE u.id = m."userId")
    OR NOT EXISTS (SELECT FROM "User" u WHERE u.id = m."otherId");
DELETE FROM "IdempotencyKey" k WHERE NOT EXISTS (SELECT FROM "User" u WHERE u.id = k."userId");
UPDATE "Place" p SET "addedById" = NULL WHERE NOT EXISTS (SELECT FROM "User" u WHERE u.id = p."addedById") AND "addedById" IS NOT NULL;

-- Reads the tables while others go on writing.
ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_placeId_fkey";
ALTER TABLE "Friendship" VALIDATE CONSTRAINT "Friendship_lowId_fkey", VALIDATE CONSTRAINT "Friendship_highId_fkey";
ALTER TABLE "Block" VALIDATE CONSTRAINT "Block_userId_fkey", VALIDATE CONSTRAINT "Block_otherId_fkey";
ALTER TABLE "Mute" VALIDATE CONSTRAINT "Mute_userId_fkey", VALIDATE CONSTRAINT "Mute_otherId_fkey";
ALTER TABLE "IdempotencyKey" VALIDATE CONSTRAINT "IdempotencyKey_userId_fkey";
ALTER TABLE "Place" VALIDATE CONSTRAINT "Place_addedById_fkey";
ALTER TABLE "PostRevision" VALIDATE CONSTRAINT "PostRevision_audience_known";
ALTER TABLE "NotificationGroup" VALIDATE CONSTRAINT "NotificationGroup_type_is_name";
ALTER TABLE "NotificationEvent" VALIDATE CONSTRAINT "NotificationEvent_type_is_name";
ALTER TABLE "OutboxEvent" VALIDATE CONSTRAINT "OutboxEvent_queue_is_name";
