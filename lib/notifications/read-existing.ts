import { bigint, bool, int, type RowOf, type RunStatement, statement, text, time } from '@/lib/postgres/statement'
import type { NotificationType } from '@/lib/shared/notification-kinds'
import { type Candidate, dedupeKey, typesOf } from './candidate'
import { RING_WINDOW } from './quiet'

/** The candidates as rows; `n` is the index in the list. */
export const CANDIDATES = `jsonb_to_recordset($1::jsonb)
  AS c(n int, cause text, recipient bigint, actor bigint, post bigint, comment bigint, keys text[])`

/** A stored event of the candidate `n`. */
const EXISTING_NOTIFICATION = {
  n: int(),
  id: bigint(),
  type: text<NotificationType>(),
  retracted: bool(),
  retractedByBlock: bool(),
  alertedAt: time(),
  groupId: bigint(),
}

/**
 * OFFSET 0 stops PostgreSQL from merging the subquery into the outer query, so it looks up the rows of each candidate by the
 * index. It cannot know how many candidates a JSON text holds and assumes many. Without OFFSET 0 it then reads the whole
 * table for a single like.
 */
const EXISTING = statement(
  'existing-notifications',
  EXISTING_NOTIFICATION,
  `SELECT c.n, e.id, e.type, e."retractedAt" IS NOT NULL AS retracted, e.parted AS "retractedByBlock", e."alertedAt", e."groupId"
   FROM ${CANDIDATES} CROSS JOIN LATERAL (
     SELECT e.* FROM unnest(c.keys) AS k (key)
       JOIN "NotificationEvent" e ON e."recipientId" = c.recipient AND e."dedupeKey" = k.key OFFSET 0) e`,
)

/**
 * What the recipient of candidate `n` has of other comments of the actor on this post, or of mentions in other posts of the
 * actor, that the actor has deleted since. Only alerts of the last day: ids grow with time, so the index finds these alone.
 */
const UNDONE = statement(
  'undone-notifications',
  EXISTING_NOTIFICATION,
  `SELECT c.n, e.id, e.type, e."retractedAt" IS NOT NULL AS retracted, e.parted AS "retractedByBlock", e."alertedAt", e."groupId"
   FROM ${CANDIDATES} CROSS JOIN LATERAL (
     SELECT e.* FROM "NotificationEvent" e
     WHERE e."actorId" = c.actor AND e."recipientId" = c.recipient AND e.id > id_at(now() - interval '${RING_WINDOW} milliseconds')
       AND e."alertedAt" > now() - interval '${RING_WINDOW} milliseconds' AND NOT e.parted AND CASE WHEN c.cause = 'comment'
         THEN e."postId" = c.post AND e."commentId" <> c.comment
           AND EXISTS (SELECT 1 FROM "Comment" gone WHERE gone.id = e."commentId" AND gone."deletedAt" IS NOT NULL)
         ELSE e.type = 'mention' AND e."commentId" IS NULL AND e."postId" <> c.post
           AND EXISTS (SELECT 1 FROM "Post" gone WHERE gone.id = e."postId" AND gone."deletedAt" IS NOT NULL) END
     ORDER BY e.id DESC OFFSET 0) e`,
)

export type ExistingRow = RowOf<typeof EXISTING_NOTIFICATION>

/** The notifications that exist for these candidates, by the index of the candidate. */
export async function readExisting(run: RunStatement, rows: CandidateRow[]): Promise<Map<number, ExistingRow[]>> {
  return byCandidate(await run(EXISTING, [JSON.stringify(rows)]))
}

/** What they have of the same person and has been deleted since, by the index of the candidate. */
export async function readUndone(run: RunStatement, rows: CandidateRow[]): Promise<Map<number, ExistingRow[]>> {
  return byCandidate(rows.length > 0 ? await run(UNDONE, [JSON.stringify(rows)]) : [])
}

function byCandidate(rows: ExistingRow[]): Map<number, ExistingRow[]> {
  const found = new Map<number, ExistingRow[]>()
  for (const row of rows) found.set(row.n, [...(found.get(row.n) ?? []), row])
  return found
}

export type CandidateRow = ReturnType<typeof toCandidateRow>

/** A candidate as CANDIDATES reads it. */
export function toCandidateRow(candidate: Candidate, n: number) {
  const { cause, recipientId, actorId, postId, commentId } = candidate
  return {
    n,
    cause,
    recipient: textOf(recipientId),
    actor: textOf(actorId),
    post: textOf(postId),
    comment: textOf(commentId),
    keys: typesOf(cause).map((type) => dedupeKey(type, candidate)),
  }
}

/** JSON has no bigint. */
function textOf(id: bigint | null): string | null {
  return id === null ? null : String(id)
}
