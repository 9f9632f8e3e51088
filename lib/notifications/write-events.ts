import { NOTHING, type RunStatement, statement } from '@/lib/postgres/statement'
import { kindOf, type NotificationType } from '@/lib/shared/notification-kinds'
import type { LockedBell } from './bell-lock'
import { type Candidate, dedupeKey } from './candidate'
import { type Decision, GROUP_WINDOW } from './decide'
import { GROUP_ACTOR, type GroupActor } from './write-groups'

/** What is decided about one candidate. */
export type DecidedCandidate = { candidate: Candidate; decision: Decision }

/** Milliseconds. When a group was read and then got no event for so long, the next event opens a new group. */
const QUIET_AFTER_READ = 60 * 60_000

/**
 * Closes the open groups with these keys that accept no more events. An archived group counts as read. LEAST() and
 * GREATEST() ignore nulls.
 */
const CLOSE_GROUPS = statement(
  'close-groups',
  NOTHING,
  `UPDATE "NotificationGroup" g SET "closedAt" = now()
   FROM unnest($1::bigint[], $2::text[]) AS a (recipient, key)
   WHERE g."recipientId" = a.recipient AND g.key = a.key AND g."closedAt" IS NULL AND g."actorCount" > 0
     AND (g."firstAt" < now() - interval '${GROUP_WINDOW} milliseconds'
       OR LEAST(g."readAt", g."archivedAt") IS NOT NULL
         AND GREATEST(g."lastAt", LEAST(g."readAt", g."archivedAt")) < now() - interval '${QUIET_AFTER_READ} milliseconds')`,
)

/**
 * `alertedAt` is clock_timestamp() and not now(), the start of the transaction: while this one waited for its locks,
 * the cause may have been removed and made again. This alert covers that too, so it must be later than the time of the
 * new cause: else `decide` would alert again.
 */
const ALERT = statement(
  'alert',
  GROUP_ACTOR,
  `WITH a AS (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS a (recipient bigint, type text, actor bigint, post bigint, comment bigint,
       dedupe text, key text, seq bigint, version bigint)),
   opened AS (
     INSERT INTO "NotificationGroup" AS g ("recipientId", key, type, "lastSeq", version)
     SELECT DISTINCT ON (recipient, key) recipient, key, type, seq, version FROM a
     ON CONFLICT ("recipientId", key) WHERE "closedAt" IS NULL DO UPDATE SET
       "lastAt" = now(), "readAt" = NULL, "archivedAt" = NULL,
       "firstAt" = CASE WHEN g."actorCount" = 0 THEN now() ELSE g."firstAt" END
     RETURNING id, "recipientId", key)
   INSERT INTO "NotificationEvent" AS e
     ("recipientId", "dedupeKey", type, "actorId", "postId", "commentId", "groupId", seq, "alertedAt")
   SELECT a.recipient, a.dedupe, a.type, a.actor, a.post, a.comment, o.id, a.seq, clock_timestamp()
   FROM a JOIN opened o ON o."recipientId" = a.recipient AND o.key = a.key
   ON CONFLICT ("recipientId", "dedupeKey") DO UPDATE SET
     "retractedAt" = NULL, parted = false, "groupId" = EXCLUDED."groupId", seq = EXCLUDED.seq, "alertedAt" = EXCLUDED."alertedAt"
   RETURNING "recipientId", "groupId", "actorId"`,
)

/** $1 the events to restore, which then have no `retractedAt`, $2 the events to retract. */
const RESTORE_AND_RETRACT = statement(
  'restore-and-retract',
  GROUP_ACTOR,
  `UPDATE "NotificationEvent" SET "retractedAt" = CASE WHEN id = ANY ($2::bigint[]) THEN clock_timestamp() END
   WHERE id = ANY ($1::bigint[] || $2::bigint[]) RETURNING "recipientId", "groupId", "actorId"`,
)

/**
 * $1 what the notifications of something deleted are about from now on. They keep seq, time and marks. The kinds that this is for
 * share no rows, so the key of the row is that of the event.
 */
const REUSE = statement(
  'reuse-notifications',
  GROUP_ACTOR,
  `WITH r AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (id bigint, post bigint, comment bigint, dedupe text, key text)),
   renamed AS (
     UPDATE "NotificationGroup" g SET key = r.key FROM r JOIN "NotificationEvent" e ON e.id = r.id WHERE g.id = e."groupId")
   UPDATE "NotificationEvent" e SET "retractedAt" = NULL, "dedupeKey" = r.dedupe, "postId" = r.post, "commentId" = r.comment
   FROM r WHERE e.id = r.id RETURNING e."recipientId", e."groupId", e."actorId"`,
)

/**
 * Restores, retracts and inserts events as decided, and opens groups for new ones. Returns the actors whose events
 * changed.
 */
export async function writeEvents(
  run: RunStatement,
  decided: DecidedCandidate[],
  bells: Map<bigint, LockedBell>,
): Promise<GroupActor[]> {
  const restored = decided.flatMap(({ decision: { restore } }) => (restore ? [restore.id] : []))
  const retracted = decided.flatMap(({ decision: { retract } }) => retract.map(({ id }) => id))
  const alerts = decided.flatMap(({ candidate, decision: { alert } }) => {
    return alert ? [toAlert(alert, candidate, bells.get(candidate.recipientId))] : []
  })
  const changed: GroupActor[] = []
  if (restored.length + retracted.length > 0) {
    changed.push(...(await run(RESTORE_AND_RETRACT, [restored, retracted])))
  }
  const reused = decided.flatMap(({ candidate, decision: { reuse } }) => {
    return reuse ? [{ id: String(reuse.id), ...toRow(reuse.type, candidate) }] : []
  })
  if (reused.length > 0) changed.push(...(await run(REUSE, [JSON.stringify(reused)])))
  if (alerts.length > 0) {
    await run(CLOSE_GROUPS, [alerts.map(({ recipient }) => recipient), alerts.map(({ key }) => key)])
    changed.push(...(await run(ALERT, [JSON.stringify(alerts)])))
  }
  return changed
}

function toAlert(type: NotificationType, candidate: Candidate, bell: LockedBell | undefined) {
  return { ...toRow(type, candidate), seq: String(bell?.seq), version: String(bell?.version) }
}

/** Ids as text: JSON has no bigint. */
function toRow(type: NotificationType, candidate: Candidate) {
  const { recipientId, actorId, postId, commentId } = candidate
  const dedupe = dedupeKey(type, candidate)
  const event = { actorId: String(actorId), postId: postId === null ? null : String(postId) }
  return {
    recipient: String(recipientId),
    type,
    actor: event.actorId,
    post: event.postId,
    comment: commentId === null ? null : String(commentId),
    dedupe,
    key: kindOf(type).groupKey?.(event) ?? dedupe,
  }
}
