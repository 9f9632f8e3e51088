import type { Run } from '@/lib/postgres/db'
import { kindOf, type NotificationType } from '@/lib/shared/notification-kinds'
import type { Step, Turn } from './bell-change'
import { type Concern, dedupeKey } from './candidate'
import { WINDOW } from './decide'
import type { Touched } from './write-groups'

/** Milliseconds without events after it was read, after which a group takes in no more. */
const REST = 60 * 60_000

/** LEAST() and GREATEST() leave out what is null. What was archived was read. */
const CLOSE = {
  name: 'close-groups',
  text: `
    UPDATE "NotificationGroup" g SET "closedAt" = now()
    FROM unnest($1::bigint[], $2::text[]) AS a (recipient, key)
    WHERE g."recipientId" = a.recipient AND g.key = a.key AND g."closedAt" IS NULL AND g."actorCount" > 0
      AND (g."firstAt" < now() - interval '${WINDOW} milliseconds'
        OR LEAST(g."readAt", g."archivedAt") IS NOT NULL
          AND GREATEST(g."lastAt", LEAST(g."readAt", g."archivedAt")) < now() - interval '${REST} milliseconds')`,
}

/** clock_timestamp(): what came about while this transaction waited for its turn is part of the alert. */
const ALERT = {
  name: 'alert',
  text: `
    WITH a AS (
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
}

const MARK = {
  name: 'mark-events',
  text: `UPDATE "NotificationEvent" SET "retractedAt" = CASE WHEN id = ANY ($2::bigint[]) THEN clock_timestamp() END
         WHERE id = ANY ($1::bigint[] || $2::bigint[]) RETURNING "recipientId", "groupId", "actorId"`,
}

/** Writes what was decided into the events. Returns which actor of which group that touches. */
export async function writeEvents(run: Run, steps: Step[], turns: Map<bigint, Turn>): Promise<Touched[]> {
  const touched: Touched[] = []
  const returns = steps.flatMap(({ decision }) => (decision.returns ? [decision.returns.id] : []))
  const takenBack = steps.flatMap(({ decision }) => decision.takenBack.map(({ id }) => id))
  if (returns.length + takenBack.length > 0) touched.push(...(await run<Touched>(MARK, [returns, takenBack])))
  const alerts = steps.flatMap(({ concern, decision: { alert } }) => (alert ? [toAlert(concern, alert, turns)] : []))
  if (alerts.length === 0) return touched
  await run(CLOSE, [alerts.map(({ recipient }) => recipient), alerts.map(({ key }) => key)])
  return [...touched, ...(await run<Touched>(ALERT, [JSON.stringify(alerts)]))]
}

function toAlert(concern: Concern, type: NotificationType, turns: Map<bigint, Turn>) {
  const { recipientId, actorId, postId, commentId } = concern
  const turn = turns.get(recipientId)
  const about = { actorId: String(actorId), postId: postId === null ? null : String(postId) }
  const dedupe = dedupeKey(type, concern)
  return {
    ...{ recipient: String(recipientId), type, actor: String(actorId), dedupe },
    ...{ post: about.postId, comment: commentId === null ? null : String(commentId) },
    ...{ key: kindOf(type).key?.(about) ?? dedupe, seq: String(turn?.seq), version: String(turn?.version) },
  }
}
