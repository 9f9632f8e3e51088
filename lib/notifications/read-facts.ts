import {
  bigint,
  bool,
  int,
  nullable,
  type RowOf,
  type RunStatement,
  statement,
  text,
  time,
} from '@/lib/postgres/statement'
import type { NotificationType } from '@/lib/shared/notification-kinds'
import { isActiveAccount } from '@/lib/users/user-sql'
import { isReadByMore } from '@/lib/visibility/comment-visibility'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { areFriends, blockBetween, isMuting } from '@/lib/visibility/relation-sql'
import { type Candidate, dedupeKey, typesOf } from './candidate'
import type { Given } from './decide'
import { hasJustUnblocked, isDeclinedRequest, RING_WINDOW } from './quiet'

/** The candidates as rows; `n` is the index in the list. */
const CANDIDATES = `jsonb_to_recordset($1::jsonb)
  AS c(n int, cause text, recipient bigint, actor bigint, post bigint, comment bigint, keys text[])`

/** What is true about the candidate `n`. */
const FACT = {
  n: int(),
  exists: bool(),
  visible: bool(),
  excluded: bool(),
  threadMuted: bool(),
  checkIn: bool(),
  mentioned: bool(),
  participants: bool(),
  commenters: bool(),
  author: bool(),
  friends: bool(),
  subscribers: bool(),
  followed: bool(),
  asked: bool(),
  asker: bool(),
  causedAt: nullable(time()),
}

/**
 * `causedAt` of a mention is when it was made and not when the post was: an edit may add it. A removed and repeated like or
 * follow is a new row with a new time. Who has just unblocked somebody and accepts a request of theirs does notify them.
 */
const FACTS = statement(
  'notification-facts',
  FACT,
  `SELECT c.n,
     CASE c.cause WHEN 'post' THEN p.id IS NOT NULL WHEN 'widening' THEN p."widenedAt" IS NOT NULL WHEN 'comment' THEN said.id IS NOT NULL
       WHEN 'like' THEN l."userId" IS NOT NULL WHEN 'follow' THEN w."followerId" IS NOT NULL
       ELSE f."lowId" IS NOT NULL END AS exists,
     (c.post IS NULL OR (p.id IS NOT NULL AND ${visiblePost('p', 'c.recipient')})) AS visible,
     (c.actor = c.recipient OR ${blockBetween('c.actor', 'c.recipient')} OR ${isMuting('c.recipient', 'c.actor')}
       OR ${blockBetween('c.actor', 'p."authorId"')}
       OR NOT EXISTS (SELECT 1 FROM "User" u WHERE u.id = c.actor AND ${isActiveAccount('u')})
       OR (f."requestedById" = c.recipient) IS NOT TRUE
         AND ${hasJustUnblocked({ actor: 'c.actor', recipient: 'c.recipient', causedAt: 'caused.at' })}) AS excluded,
     (c.post IS NOT NULL AND EXISTS (
       SELECT 1 FROM "ThreadMute" t WHERE t."userId" = c.recipient AND t."postId" = c.post)) AS "threadMuted",
     (p.verb IS NOT NULL) IS TRUE AS "checkIn",
     named.at IS NOT NULL AS mentioned,
     (c.cause = 'comment' AND EXISTS (
       SELECT 1 FROM "Comment" own WHERE own."postId" = c.post AND own."authorId" = c.recipient
         AND own.id < c.comment AND own."deletedAt" IS NULL)) AS participants,
     (c.cause = 'widening' AND EXISTS (
       SELECT 1 FROM "Comment" own WHERE own."postId" = c.post AND own."authorId" = c.recipient
         AND own."deletedAt" IS NULL AND ${isReadByMore('own', 'p')})) AS commenters,
     (p."authorId" = c.recipient) IS TRUE AS author,
     (c.cause = 'post' AND ${areFriends('c.recipient', 'c.actor')}) AS friends,
     (c.cause = 'post' AND EXISTS (
       SELECT 1 FROM "Follow" b WHERE b."followerId" = c.recipient AND b."followeeId" = c.actor AND b.notify)) AS subscribers,
     w."followerId" IS NOT NULL AS followed,
     (f."acceptedAt" IS NULL AND f."requestedById" = c.actor
       AND NOT ${isDeclinedRequest({ asker: 'c.actor', asked: 'c.recipient', askedAt: 'f."createdAt"' })}) IS TRUE AS asked,
     (f."acceptedAt" IS NOT NULL AND f."requestedById" = c.recipient) IS TRUE AS asker,
     caused.at AS "causedAt"
   FROM ${CANDIDATES}
     LEFT JOIN "Post" p ON p.id = c.post
     LEFT JOIN "Comment" said ON said.id = c.comment AND said."deletedAt" IS NULL
     LEFT JOIN "Like" l ON c.cause = 'like' AND l."postId" = c.post AND l."userId" = c.actor
     LEFT JOIN "Follow" w ON c.cause = 'follow' AND w."followerId" = c.actor AND w."followeeId" = c.recipient
     LEFT JOIN "Friendship" f ON c.cause = 'friendship'
       AND f."lowId" = LEAST(c.actor, c.recipient) AND f."highId" = GREATEST(c.actor, c.recipient)
     LEFT JOIN LATERAL (
       SELECT m."createdAt" AS at FROM "Mention" m
       WHERE c.cause = 'post' AND m."postId" = c.post AND m."commentId" IS NULL AND m."userId" = c.recipient
       UNION ALL SELECT m."createdAt" FROM "Mention" m
       WHERE c.cause = 'comment' AND m."commentId" = c.comment AND m."userId" = c.recipient) named ON true
     CROSS JOIN LATERAL (
       SELECT GREATEST(named.at, CASE c.cause WHEN 'post' THEN p."createdAt" WHEN 'widening' THEN p."widenedAt" WHEN 'comment' THEN said."createdAt"
         WHEN 'like' THEN l."createdAt" WHEN 'follow' THEN w."createdAt"
         ELSE COALESCE(f."acceptedAt", f."createdAt") END) AS at) caused`,
)

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

/** A candidate with all that `decide` needs. `groupIds`: the groups of the existing notifications. */
export type CandidateFacts = Given & { candidate: Candidate; groupIds: bigint[] }

/** Reads the present facts of these candidates. Lock their bells first: see `reconcile`. */
export async function readFacts(run: RunStatement, candidates: Candidate[]): Promise<CandidateFacts[]> {
  const rows = candidates.map(toRow)
  const facts = new Map((await run(FACTS, [JSON.stringify(rows)])).map((row) => [row.n, row]))
  const existing = byCandidate(await run(EXISTING, [JSON.stringify(rows)]))
  const repeatable = rows.filter(({ n, cause }) => cause === 'comment' || facts.get(n)?.mentioned)
  const undone = byCandidate(repeatable.length > 0 ? await run(UNDONE, [JSON.stringify(repeatable)]) : [])
  return candidates.flatMap((candidate, n) => {
    const row = facts.get(n)
    if (!row) return []
    const own = existing.get(n) ?? []
    const groupIds = own.map(({ groupId }) => groupId)
    return [{ candidate, facts: row, causedAt: row.causedAt, existing: own, undone: undone.get(n) ?? [], groupIds }]
  })
}

type ExistingRow = RowOf<typeof EXISTING_NOTIFICATION>

function byCandidate(rows: ExistingRow[]): Map<number, ExistingRow[]> {
  const found = new Map<number, ExistingRow[]>()
  for (const row of rows) found.set(row.n, [...(found.get(row.n) ?? []), row])
  return found
}

function toRow(candidate: Candidate, n: number) {
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
