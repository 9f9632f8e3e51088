-- Ids sort by time: milliseconds since 2026-01-01 in the high 41 bits, a sequence in the low 22.
CREATE SEQUENCE "id_sequence" CACHE 1 CYCLE MINVALUE 0 START 0 MAXVALUE 4194303;

CREATE FUNCTION next_id() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1767225600000) << 22 | nextval('id_sequence')
$$;

CREATE TABLE "User" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "passwordHash" TEXT,
    "bio" TEXT NOT NULL DEFAULT '',
    "avatarUrl" TEXT,
    "suspendedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "lastActiveAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX "User_handle_key" ON "User" (lower("handle"));
CREATE UNIQUE INDEX "User_email_key" ON "User" (lower("email"));

CREATE TABLE "Identity" (
    "provider" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Identity_pkey" PRIMARY KEY ("provider", "accountId"),
    CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Identity_userId_idx" ON "Identity" ("userId");

CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" BIGINT NOT NULL,
    "device" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Session_userId_idx" ON "Session" ("userId");

CREATE TABLE "Follow" (
    "followerId" BIGINT NOT NULL,
    "followeeId" BIGINT NOT NULL,
    "notify" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Follow_pkey" PRIMARY KEY ("followerId", "followeeId"),
    CONSTRAINT "Follow_not_self" CHECK ("followerId" <> "followeeId"),
    CONSTRAINT "Follow_followerId_fkey" FOREIGN KEY ("followerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Follow_followeeId_fkey" FOREIGN KEY ("followeeId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Follow_followeeId_followerId_idx" ON "Follow" ("followeeId", "followerId");

CREATE TABLE "Friendship" (
    "lowId" BIGINT NOT NULL,
    "highId" BIGINT NOT NULL,
    "requestedById" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acceptedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Friendship_pkey" PRIMARY KEY ("lowId", "highId"),
    CONSTRAINT "Friendship_ordered" CHECK ("lowId" < "highId"),
    CONSTRAINT "Friendship_requested_by_one_of_both" CHECK ("requestedById" IN ("lowId", "highId"))
);
CREATE INDEX "Friendship_highId_lowId_idx" ON "Friendship" ("highId", "lowId");

CREATE TABLE "Block" (
    "userId" BIGINT NOT NULL,
    "otherId" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Block_pkey" PRIMARY KEY ("userId", "otherId"),
    CONSTRAINT "Block_not_self" CHECK ("userId" <> "otherId")
);
CREATE INDEX "Block_otherId_userId_idx" ON "Block" ("otherId", "userId");

CREATE TABLE "Mute" (
    "userId" BIGINT NOT NULL,
    "otherId" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Mute_pkey" PRIMARY KEY ("userId", "otherId"),
    CONSTRAINT "Mute_not_self" CHECK ("userId" <> "otherId")
);
CREATE INDEX "Mute_otherId_userId_idx" ON "Mute" ("otherId", "userId");

CREATE TABLE "Place" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT,
    "addedById" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Place_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Place_name_prefix" ON "Place" (lower("name") text_pattern_ops, "id");

CREATE TABLE "Post" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "authorId" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "verb" TEXT,
    "placeId" BIGINT,
    "likeCount" INTEGER NOT NULL DEFAULT 0,
    "commentCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Post_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Post_audience_known" CHECK ("audience" IN ('public', 'friends', 'only_me')),
    CONSTRAINT "Post_activity_whole" CHECK (("verb" IS NULL) = ("placeId" IS NULL) AND ("verb" IS NULL OR "verb" IN ('visited', 'ate_at'))),
    CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Post_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "Post_author_live" ON "Post" ("authorId", "id" DESC) WHERE "deletedAt" IS NULL;
CREATE INDEX "Post_place_live" ON "Post" ("placeId", "id" DESC) WHERE "deletedAt" IS NULL AND "placeId" IS NOT NULL;

CREATE TABLE "PostRevision" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "postId" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "PostRevision_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "PostRevision_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "PostRevision_postId_id_idx" ON "PostRevision" ("postId", "id");

CREATE TABLE "OutboxEvent" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "queue" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "parkedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    CONSTRAINT "OutboxEvent_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "OutboxEvent_due" ON "OutboxEvent" ("dueAt") WHERE "doneAt" IS NULL;
CREATE INDEX "OutboxEvent_open" ON "OutboxEvent" ("id") WHERE "doneAt" IS NULL;
CREATE INDEX "OutboxEvent_done" ON "OutboxEvent" ("doneAt") WHERE "doneAt" IS NOT NULL;

CREATE TABLE "IdempotencyKey" (
    "userId" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("userId", "key")
);
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey" ("createdAt");
