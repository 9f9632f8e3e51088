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
import { visiblePost } from '@/lib/visibility/post-visibility'
import { areFriends, blockBetween, isMuting } from '@/lib/visibility/relation-sql'
import { type Candidate, dedupeKey, typesOf } from './candidate'
import type { Given } from './decide'

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
 * follow is a new row with a new time.
 */
const FACTS = statement(
  'notification-facts',
  FACT,
  `SELECT c.n,
     CASE c.cause WHEN 'post' THEN p.id IS NOT NULL WHEN 'comment' THEN said.id IS NOT NULL
       WHEN 'like' THEN l."userId" IS NOT NULL WHEN 'follow' THEN w."followerId" IS NOT NULL
       ELSE f."lowId" IS NOT NULL END AS exists,
     (c.post IS NULL OR (p.id IS NOT NULL AND ${visiblePost('p', 'c.recipient')})) AS visible,
     (c.actor = c.recipient OR ${blockBetween('c.actor', 'c.recipient')} OR ${isMuting('c.recipient', 'c.actor')}
       OR ${blockBetween('c.actor', 'p."authorId"')}
       OR NOT EXISTS (SELECT 1 FROM "User" u WHERE u.id = c.actor AND ${isActiveAccount('u')})) AS excluded,
     (c.post IS NOT NULL AND EXISTS (
       SELECT 1 FROM "ThreadMute" t WHERE t."userId" = c.recipient AND t."postId" = c.post)) AS "threadMuted",
     (p.verb IS NOT NULL) IS TRUE AS "checkIn",
     named.at IS NOT NULL AS mentioned,
     (c.cause = 'comment' AND EXISTS (
       SELECT 1 FROM "Comment" own WHERE own."postId" = c.post AND own."authorId" = c.recipient
         AND own.id < c.comment AND own."deletedAt" IS NULL)) AS participants,
     (p."authorId" = c.recipient) IS TRUE AS author,
     (c.cause = 'post' AND ${areFriends('c.recipient', 'c.actor')}) AS friends,
     (c.cause = 'post' AND EXISTS (
       SELECT 1 FROM "Follow" b WHERE b."followerId" = c.recipient AND b."followeeId" = c.actor AND b.notify)) AS subscribers,
     w."followerId" IS NOT NULL AS followed,
     (f."acceptedAt" IS NULL AND f."requestedById" = c.actor) IS TRUE AS asked,
     (f."acceptedAt" IS NOT NULL AND f."requestedById" = c.recipient) IS TRUE AS asker,
     GREATEST(named.at, CASE c.cause WHEN 'post' THEN p."createdAt" WHEN 'comment' THEN said."createdAt"
       WHEN 'like' THEN l."createdAt" WHEN 'follow' THEN w."createdAt"
       ELSE COALESCE(f."acceptedAt", f."createdAt") END) AS "causedAt"
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
       WHERE c.cause = 'comment' AND m."commentId" = c.comment AND m."userId" = c.recipient) named ON true`,
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

/** A candidate with all that `decide` needs. `groupIds`: the groups of the existing notifications. */
export type CandidateFacts = Given & { candidate: Candidate; groupIds: bigint[] }

/** Reads the present facts of these candidates. Lock their bells first: see `reconcile`. */
export async function readFacts(run: RunStatement, candidates: Candidate[]): Promise<CandidateFacts[]> {
  const rows = JSON.stringify(candidates.map(toRow))
  const facts = new Map((await run(FACTS, [rows])).map((row) => [row.n, row]))
  const existing = new Map<number, RowOf<typeof EXISTING_NOTIFICATION>[]>()
  for (const row of await run(EXISTING, [rows])) existing.set(row.n, [...(existing.get(row.n) ?? []), row])
  return candidates.flatMap((candidate, n) => {
    const row = facts.get(n)
    if (!row) return []
    const own = existing.get(n) ?? []
    return [
      { candidate, facts: row, causedAt: row.causedAt, existing: own, groupIds: own.map(({ groupId }) => groupId) },
    ]
  })
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
