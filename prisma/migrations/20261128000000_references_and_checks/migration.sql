-- Each constraint is added NOT VALID: it holds for every row written from now on, and no table is read under the lock that
-- this takes. The next migration removes the old rows that break the references, and validates. In one transaction, rows
-- could be written between the removal and the new constraint.

-- A check-in names its place: Post_activity_whole refuses a verb without one, so ON DELETE SET NULL could only fail. A place
-- with check-ins cannot be deleted.
ALTER TABLE "Post" DROP CONSTRAINT "Post_placeId_fkey";
ALTER TABLE "Post" ADD CONSTRAINT "Post_placeId_fkey"
    FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

-- requestedById needs no reference: Friendship_requested_by_one_of_both says that it is one of these two.
ALTER TABLE "Friendship"
    ADD CONSTRAINT "Friendship_lowId_fkey" FOREIGN KEY ("lowId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
    ADD CONSTRAINT "Friendship_highId_fkey" FOREIGN KEY ("highId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
ALTER TABLE "Block"
    ADD CONSTRAINT "Block_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
    ADD CONSTRAINT "Block_otherId_fkey" FOREIGN KEY ("otherId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
ALTER TABLE "Mute"
    ADD CONSTRAINT "Mute_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
    ADD CONSTRAINT "Mute_otherId_fkey" FOREIGN KEY ("otherId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_userId_fkey"
    FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
-- The place stays when the person who added it goes. Without an index: it would serve only the deletion of a person.
ALTER TABLE "Place" ADD CONSTRAINT "Place_addedById_fkey"
    FOREIGN KEY ("addedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;

-- No references from NotificationEvent to its actor, post and comment, nor from NotificationGroupActor to its actor:
-- 1. The rows are counted (actorCount, the numbers of a bell). CASCADE would delete them without counting again, and the
--    counters would be wrong. Whoever deletes a person or a post retracts its notifications first.
-- 2. Each notification about a like would lock the row of the post, which every other like changes. Measured with 4,000 likes
--    of one post by six connections, six alternating pairs of runs: about 1,900 multixacts instead of none and 86 bytes of WAL
--    more per like. Notifications of a new post, 500 recipients per transaction: 11 percent fewer rows per second (median).
-- 3. References to actors would need one more index on the largest table; without it each deletion of a person reads it whole.
-- A notification shows no actor, post or comment that is gone: its statement joins them.

ALTER TABLE "PostRevision" ADD CONSTRAINT "PostRevision_audience_known"
    CHECK ("audience" IN ('public', 'friends', 'only_me')) NOT VALID;

-- The form of a name and not the list of names. The kinds of notifications are a table in lib/shared/notification-kinds.ts,
-- the queues one in lib/mutation/queues.ts; TypeScript accepts no other name. With a list here each new kind or queue would
-- be a migration, which must run before the code that writes it. This check refuses empty and mangled names.
ALTER TABLE "NotificationGroup" ADD CONSTRAINT "NotificationGroup_type_is_name" CHECK ("type" ~ '^[a-z][a-z_]{0,39}$') NOT VALID;
ALTER TABLE "NotificationEvent" ADD CONSTRAINT "NotificationEvent_type_is_name" CHECK ("type" ~ '^[a-z][a-z_]{0,39}$') NOT VALID;
ALTER TABLE "OutboxEvent" ADD CONSTRAINT "OutboxEvent_queue_is_name" CHECK ("queue" ~ '^[a-z][a-z-]{0,39}$') NOT VALID;
