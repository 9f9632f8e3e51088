import type { Run } from '@/lib/postgres/db'
import type { Facts, NotificationType } from '@/lib/shared/notification-kinds'
import { isActiveAccount } from '@/lib/users/user-sql'
import { areFriends, blockBetween, isMuting, visiblePost } from '@/lib/visibility/post-visibility'
import { type Concern, dedupeKey, typesOf } from './candidate'
import type { Found, KnownEvent } from './decide'

/** The concerns as rows: `n` is the place in the list. */
const CONCERNS = `jsonb_to_recordset($1::jsonb)
  AS c(n int, cause text, recipient bigint, actor bigint, post bigint, comment bigint, keys text[])`

const FACTS = {
  name: 'notification-facts',
  text: `
    SELECT c.n,
      CASE c.cause WHEN 'post' THEN p.id IS NOT NULL WHEN 'comment' THEN said.id IS NOT NULL
        WHEN 'like' THEN l."userId" IS NOT NULL WHEN 'follow' THEN w."followerId" IS NOT NULL
        ELSE f."lowId" IS NOT NULL END AS stands,
      (c.post IS NULL OR (p.id IS NOT NULL AND ${visiblePost('p', 'c.recipient')})) AS visible,
      (c.actor = c.recipient OR ${blockBetween('c.actor', 'c.recipient')} OR ${isMuting('c.recipient', 'c.actor')}
        OR ${isMuting('c.actor', 'c.recipient')}
        OR NOT EXISTS (SELECT 1 FROM "User" u WHERE u.id = c.actor AND ${isActiveAccount('u')})) AS apart,
      (c.post IS NOT NULL AND EXISTS (
        SELECT 1 FROM "ThreadMute" t WHERE t."userId" = c.recipient AND t."postId" = c.post)) AS muted,
      (p.verb IS NOT NULL) IS TRUE AS arrival,
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
        ELSE COALESCE(f."acceptedAt", f."createdAt") END) AS at
    FROM ${CONCERNS}
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
}

const KNOWN = {
  name: 'notification-known',
  text: `SELECT c.n, e.id, e.type, e."retractedAt" IS NULL AS valid, e.parted, e."alertedAt", e."groupId"
         FROM ${CONCERNS} CROSS JOIN unnest(c.keys) AS k (key)
           JOIN "NotificationEvent" e ON e."recipientId" = c.recipient AND e."dedupeKey" = k.key`,
}

type FactRow = Facts & { n: number; at: Date | null }
type KnownRow = KnownEvent & { n: number; type: NotificationType; groupId: bigint }

/** A concern with what is true of it now. `groupIds`: where its events stand. */
export type Examined = Found & { concern: Concern; groupIds: bigint[] }

/**
 * Reads what is true of these concerns. To be asked under the lock of the recipients' rows: then nobody else brings the
 * same rows in line with what was true earlier.
 */
export async function readFacts(run: Run, concerns: Concern[]): Promise<Examined[]> {
  const rows = JSON.stringify(concerns.map(toRow))
  const facts = new Map((await run<FactRow>(FACTS, [rows])).map((row) => [row.n, row]))
  const known = new Map<number, KnownRow[]>()
  for (const row of await run<KnownRow>(KNOWN, [rows])) known.set(row.n, [...(known.get(row.n) ?? []), row])
  return concerns.flatMap((concern, n) => {
    const row = facts.get(n)
    const events = known.get(n) ?? []
    return row
      ? [{ concern, facts: row, at: row.at, known: events, groupIds: events.map(({ groupId }) => groupId) }]
      : []
  })
}

function toRow(concern: Concern, n: number) {
  const { cause, recipientId, actorId, postId, commentId } = concern
  const text = (id: bigint | null) => (id === null ? null : String(id))
  return {
    ...{ n, cause, recipient: text(recipientId), actor: text(actorId), post: text(postId), comment: text(commentId) },
    keys: typesOf(cause).map((type) => dedupeKey(type, concern)),
  }
}
