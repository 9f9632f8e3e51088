-- After a suspension the notifications that an account has caused are reconciled, in chunks. Without the index each chunk reads
-- the notifications of everybody. Writers wait while it is built; readers do not.
CREATE INDEX "NotificationEvent_actorId_recipientId_id_idx" ON "NotificationEvent" ("actorId", "recipientId", "id");
