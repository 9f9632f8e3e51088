-- What somebody has ended towards another a short time ago: a block, or the other's friend request, which they declined. What is
-- undone and done again then does not ring again. Processes of the release before neither write nor read it.
CREATE TABLE "EndedRelation" (
    "userId" BIGINT NOT NULL,
    "otherId" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "EndedRelation_pkey" PRIMARY KEY ("userId", "otherId", "kind"),
    CONSTRAINT "EndedRelation_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "EndedRelation_otherId_fkey" FOREIGN KEY ("otherId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "EndedRelation_kind_known" CHECK ("kind" IN ('block', 'request')),
    CONSTRAINT "EndedRelation_not_self" CHECK ("userId" <> "otherId")
);
CREATE INDEX "EndedRelation_otherId_idx" ON "EndedRelation" ("otherId");
CREATE INDEX "EndedRelation_endedAt_idx" ON "EndedRelation" ("endedAt");
