-- Housekeeping removes ended sessions every minute. There is no index on lastSeenAt, which changes every minute while somebody
-- uses the site: of 36,000 such updates 98 percent are HOT (they write no index) without it and none with it, at 189 and 424
-- bytes of WAL each. Sessions that nobody used for 60 days are removed at night, by reading the whole table.
CREATE INDEX "Session_ended" ON "Session" ("endedAt") WHERE "endedAt" IS NOT NULL;

-- With the id: the list of unread notifications is sorted by both. 10 bytes of WAL per notification. Writers wait while it is
-- built: a few seconds for millions of groups. Readers do not: the old index is dropped after that, because DROP INDEX locks
-- its table for readers too, until the transaction ends.
CREATE INDEX "NotificationGroup_unread_with_id" ON "NotificationGroup" ("recipientId", "lastSeq" DESC, "id" DESC)
    WHERE "readAt" IS NULL AND "archivedAt" IS NULL;
DROP INDEX "NotificationGroup_unread";
ALTER INDEX "NotificationGroup_unread_with_id" RENAME TO "NotificationGroup_unread";

-- One statement used it: the newest event of a group, which NotificationGroupActor names too. It cost each new event 80 of
-- 2,045 bytes of WAL. Its condition names retractedAt, so each retraction wrote all seven indexes: of 26,000 such updates none
-- was HOT with it and all are without, at 645 and 182 bytes of WAL each.
-- The other six stay. _pkey finds events that are retracted or return; recipientId_dedupeKey every existing notification;
-- recipientId_actorId those between two people at a block or mute (without it a mute by anybody reads the whole bell of a
-- well-known person while that bell is locked); _post and _comment those of what was changed; groupId_actorId_seq the actors
-- of a group, and its events when it is deleted. The six of NotificationGroup stay too: each list reads its own, new events
-- read _open, and the counters read _unread.
DROP INDEX "NotificationEvent_of_group";
