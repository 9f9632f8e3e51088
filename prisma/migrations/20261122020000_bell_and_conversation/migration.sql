-- What a person's bell shows. No index on these: they change with every notification, and an update that touches no index
-- stays on its page.
ALTER TABLE "User"
    ADD COLUMN "unseenNotifications" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "unreadNotifications" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "notificationVersion" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "notificationSeq" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "seenUpTo" BIGINT NOT NULL DEFAULT 0;

-- Counters of a post change in place.
ALTER TABLE "Post" SET (fillfactor = 90);

-- Who switched the bell on, without reading all followers.
CREATE INDEX "Follow_bell" ON "Follow" ("followeeId", "followerId") WHERE "notify";

CREATE TABLE "Like" (
    "postId" BIGINT NOT NULL,
    "userId" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Like_pkey" PRIMARY KEY ("postId", "userId"),
    CONSTRAINT "Like_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Like_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Like_userId_idx" ON "Like" ("userId");
-- Without the user: whoever asks for one person's like must find it by the primary key, not among all likes of the post.
CREATE INDEX "Like_postId_createdAt_idx" ON "Like" ("postId", "createdAt");

CREATE TABLE "Comment" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "postId" BIGINT NOT NULL,
    "authorId" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Comment_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Comment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Comment_post_live" ON "Comment" ("postId", "id" DESC) WHERE "deletedAt" IS NULL;
-- Who took part in the conversation of a post.
CREATE INDEX "Comment_part" ON "Comment" ("postId", "authorId", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Comment_authorId_idx" ON "Comment" ("authorId");

-- Somebody named in a post (no comment) or in one of its comments.
CREATE TABLE "Mention" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "postId" BIGINT NOT NULL,
    "commentId" BIGINT,
    "userId" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Mention_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Mention_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Mention_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Mention_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Mention_in_post" ON "Mention" ("postId", "userId") WHERE "commentId" IS NULL;
CREATE UNIQUE INDEX "Mention_in_comment" ON "Mention" ("commentId", "userId") WHERE "commentId" IS NOT NULL;
CREATE INDEX "Mention_userId_idx" ON "Mention" ("userId");

CREATE TABLE "ThreadMute" (
    "userId" BIGINT NOT NULL,
    "postId" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ThreadMute_pkey" PRIMARY KEY ("userId", "postId"),
    CONSTRAINT "ThreadMute_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ThreadMute_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ThreadMute_postId_idx" ON "ThreadMute" ("postId");

-- A row of the bell. One that all its actors have left stays, unshown, so that who comes back finds it as it was.
CREATE TABLE "NotificationGroup" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "recipientId" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "lastSeq" BIGINT NOT NULL,
    "version" BIGINT NOT NULL,
    "actorCount" INTEGER NOT NULL DEFAULT 0,
    "firstAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),
    "archivedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    CONSTRAINT "NotificationGroup_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "NotificationGroup_recipientId_fkey" FOREIGN KEY ("recipientId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITH (fillfactor = 60);
-- No index knows of actorCount and version: a group that is written and counted in one transaction stays on its page.
CREATE UNIQUE INDEX "NotificationGroup_open" ON "NotificationGroup" ("recipientId", "key") WHERE "closedAt" IS NULL;
CREATE INDEX "NotificationGroup_latest" ON "NotificationGroup" ("recipientId", "lastSeq" DESC, "id" DESC);
CREATE INDEX "NotificationGroup_unread" ON "NotificationGroup" ("recipientId", "lastSeq" DESC)
    WHERE "readAt" IS NULL AND "archivedAt" IS NULL;
CREATE INDEX "NotificationGroup_mentions" ON "NotificationGroup" ("recipientId", "lastSeq" DESC, "id" DESC) WHERE "type" = 'mention';
CREATE INDEX "NotificationGroup_archived" ON "NotificationGroup" ("recipientId", "lastSeq" DESC, "id" DESC) WHERE "archivedAt" IS NOT NULL;

CREATE TABLE "NotificationEvent" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "recipientId" BIGINT NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "actorId" BIGINT NOT NULL,
    "postId" BIGINT,
    "commentId" BIGINT,
    "groupId" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "alertedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retractedAt" TIMESTAMPTZ(3),
    "parted" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "NotificationEvent_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "NotificationEvent_recipientId_fkey" FOREIGN KEY ("recipientId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "NotificationEvent_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "NotificationGroup" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "NotificationEvent_recipientId_dedupeKey_key" ON "NotificationEvent" ("recipientId", "dedupeKey");
CREATE INDEX "NotificationEvent_recipientId_actorId_idx" ON "NotificationEvent" ("recipientId", "actorId");
CREATE INDEX "NotificationEvent_post" ON "NotificationEvent" ("postId", "recipientId", "id") WHERE "postId" IS NOT NULL;
CREATE INDEX "NotificationEvent_comment" ON "NotificationEvent" ("commentId", "recipientId") WHERE "commentId" IS NOT NULL;
CREATE INDEX "NotificationEvent_of_group" ON "NotificationEvent" ("groupId", "seq") WHERE "retractedAt" IS NULL;
-- Of all events, also those taken back: a group that is removed must find its own.
CREATE INDEX "NotificationEvent_groupId_actorId_seq_idx" ON "NotificationEvent" ("groupId", "actorId", "seq");

CREATE TABLE "NotificationGroupActor" (
    "groupId" BIGINT NOT NULL,
    "actorId" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    CONSTRAINT "NotificationGroupActor_pkey" PRIMARY KEY ("groupId", "actorId"),
    CONSTRAINT "NotificationGroupActor_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "NotificationGroup" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "NotificationGroupActor_groupId_seq_idx" ON "NotificationGroupActor" ("groupId", "seq");
