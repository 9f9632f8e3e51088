-- A migration of its own: the one before locks "Place" for readers too until it commits, and almost every read of a post reads
-- its place. Writers of posts wait while these are built; readers do not.
-- The newest check-ins of one person, and of everybody who shows them to everybody: what a list of places begins with.
CREATE INDEX "Post_check_ins" ON "Post" ("authorId", "id" DESC) WHERE "deletedAt" IS NULL AND "placeId" IS NOT NULL;
CREATE INDEX "Post_public_check_ins" ON "Post" ("id" DESC)
    WHERE "deletedAt" IS NULL AND "placeId" IS NOT NULL AND "audience" = 'public';
