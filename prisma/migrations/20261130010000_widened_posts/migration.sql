-- Whoever has commented on a post for fewer people is notified when it is shown to more. So a comment keeps the audience that its
-- post had when it was written (NULL: written before this column, or by a process of the release before), and a post the time when
-- its audience was widened last (NULL: it was not, or it was narrowed since). Nullable columns without a default rewrite no row.
ALTER TABLE "Comment" ADD COLUMN "audience" TEXT;
ALTER TABLE "Post" ADD COLUMN "widenedAt" TIMESTAMPTZ(3);
