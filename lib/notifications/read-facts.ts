import { bool, int, nullable, type RunStatement, statement, time } from '@/lib/postgres/statement'
import { isActiveAccount } from '@/lib/users/user-sql'
import { isReadByMore } from '@/lib/visibility/comment-visibility'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { areFriends, blockBetween, isMuting } from '@/lib/visibility/relation-sql'
import type { Candidate } from './candidate'
import type { Given } from './decide'
import { hasJustUnblocked, isDeclinedRequest } from './quiet'
import { CANDIDATES, readExisting, readUndone, toCandidateRow } from './read-existing'

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

/** A candidate with all that `decide` needs. `groupIds`: the groups of the existing notifications. */
export type CandidateFacts = Given & { candidate: Candidate; groupIds: bigint[] }

/** Reads the present facts of these candidates. Lock their bells first: see `reconcile`. */
export async function readFacts(run: RunStatement, candidates: Candidate[]): Promise<CandidateFacts[]> {
  const rows = candidates.map(toCandidateRow)
  const facts = new Map((await run(FACTS, [JSON.stringify(rows)])).map((row) => [row.n, row]))
  const existing = await readExisting(run, rows)
  const repeatable = rows.filter(({ n, cause }) => cause === 'comment' || facts.get(n)?.mentioned)
  const undone = await readUndone(run, repeatable)
  return candidates.flatMap((candidate, n) => {
    const row = facts.get(n)
    if (!row) return []
    const own = existing.get(n) ?? []
    const groupIds = own.map(({ groupId }) => groupId)
    return [{ candidate, facts: row, causedAt: row.causedAt, existing: own, undone: undone.get(n) ?? [], groupIds }]
  })
}
