import { query } from '@/lib/postgres/query'
import { bigint, nullable, type RowOf, type Statement, statement, text } from '@/lib/postgres/statement'
import { kindOf, type NotificationType } from '@/lib/shared/notification-kinds'
import { requiresFriendship, termsOf } from '@/lib/visibility/audience-rules'
import { CANDIDATES_PER_CHUNK, type Candidate, causeOf, NOTIFICATION_TYPES } from './candidate'

const EVENT = {
  id: bigint(),
  recipientId: bigint(),
  type: text<NotificationType>(),
  actorId: bigint(),
  postId: nullable(bigint()),
  commentId: nullable(bigint()),
}

type EventRow = RowOf<typeof EVENT>

/**
 * $1 the post or the account, $2 and $3 the recipient and id after which the chunk begins. Retracted events too: they may
 * return.
 */
const chunkOf = (name: string, condition: string) =>
  statement(
    name,
    EVENT,
    `SELECT id, "recipientId", type, "actorId", "postId", "commentId" FROM "NotificationEvent"
     WHERE ${condition} AND ("recipientId", id) > ($2, $3::bigint)
     ORDER BY "recipientId", id LIMIT ${CANDIDATES_PER_CHUNK}`,
  )

const MENTIONS = NOTIFICATION_TYPES.filter((type) => kindOf(type).recipients === 'mentioned')

const OF_POST = chunkOf('existing-of-post', '"postId" = $1')
const MENTIONS_OF_POST = chunkOf(
  'existing-mentions-of-post',
  `"postId" = $1 AND type IN (${MENTIONS.map((type) => `'${type}'`).join(', ')}) AND "commentId" IS NULL`,
)

/** Everybody who has (or had) a notification of a post, of its likes or of its comments; in chunks, ordered by recipient. */
export function existingOfPost(postId: bigint): AsyncGenerator<Candidate[]> {
  return readChunks(OF_POST, afterRecipient(postId))
}

/** Everybody who has (or had) a notification because the text of the post mentions them. */
export function existingMentionsOfPost(postId: bigint): AsyncGenerator<Candidate[]> {
  return readChunks(MENTIONS_OF_POST, afterRecipient(postId))
}

const BY_ACCOUNT = chunkOf('existing-by-account', '"actorId" = $1')
/**
 * $1 the account, $2 to $4 the post, recipient and id after which the chunk begins. Post by post, in the order of two indexes, so
 * that each chunk reads little more than its rows. A deleted post has retracted its notifications itself.
 */
const OF_POSTS_BY_ACCOUNT = statement(
  'existing-of-posts-by-account',
  EVENT,
  `SELECT e.id, e."recipientId", e.type, e."actorId", e."postId", e."commentId"
   FROM (SELECT p.id FROM "Post" p WHERE p."authorId" = $1 AND p."deletedAt" IS NULL AND p.id >= $2::bigint ORDER BY p.id) own
   CROSS JOIN LATERAL (SELECT * FROM "NotificationEvent" of_post WHERE of_post."postId" = own.id
     AND (of_post."recipientId", of_post.id) > (CASE WHEN own.id = $2 THEN $3::bigint ELSE 0 END, CASE WHEN own.id = $2 THEN $4::bigint ELSE 0 END)
     ORDER BY of_post."recipientId", of_post.id LIMIT ${CANDIDATES_PER_CHUNK}) e
   ORDER BY own.id, e."recipientId", e.id LIMIT ${CANDIDATES_PER_CHUNK}`,
)

/** Everybody who has (or had) a notification that an account has caused, or of a post of its that is not deleted; in chunks. */
export async function* existingOfAccount(userId: bigint): AsyncGenerator<Candidate[]> {
  yield* readChunks(BY_ACCOUNT, afterRecipient(userId))
  yield* readChunks(OF_POSTS_BY_ACCOUNT, (last) => [
    userId,
    last?.postId ?? 0n,
    last?.recipientId ?? 0n,
    last?.id ?? 0n,
  ])
}

/** The values of a chunk after this row; of the first one, when there is none. */
type ValuesAfter = (last: EventRow | undefined) => bigint[]

const afterRecipient =
  (of: bigint): ValuesAfter =>
  (last) => [of, last?.recipientId ?? 0n, last?.id ?? 0n]

async function* readChunks(chunk: Statement<EventRow>, valuesAfter: ValuesAfter): AsyncGenerator<Candidate[]> {
  for (let last: EventRow | undefined; ; ) {
    const rows = await query(chunk, valuesAfter(last))
    if (rows.length > 0) yield rows.map(toCandidate)
    if (rows.length < CANDIDATES_PER_CHUNK) return
    last = rows.at(-1)
  }
}

/** $1 the two people. Comments of one of them below posts of the other: what others have (or had) of these. */
const OF_COMMENTS_BETWEEN = statement(
  'existing-of-comments-between',
  EVENT,
  `SELECT e.id, e."recipientId", e.type, e."actorId", e."postId", e."commentId"
   FROM "Comment" said JOIN "Post" p ON p.id = said."postId" JOIN "NotificationEvent" e ON e."commentId" = said.id
   WHERE said."authorId" = ANY ($1::bigint[]) AND p."authorId" = ANY ($1::bigint[]) AND p."authorId" <> said."authorId"
     AND said."deletedAt" IS NULL`,
)

/** What everybody has (or had) of the comments that one of two people wrote below posts of the other: a block hides these. */
export async function existingOfCommentsBetween(pair: readonly [bigint, bigint]): Promise<Candidate[]> {
  return (await query(OF_COMMENTS_BETWEEN, [pair])).map(toCandidate)
}

const BETWEEN_FRIENDS = statement(
  'existing-between-friends',
  EVENT,
  `SELECT e.id, e."recipientId", e.type, e."actorId", e."postId", e."commentId"
   FROM "Post" p JOIN "NotificationEvent" e ON e."postId" = p.id
   WHERE p."authorId" = ANY ($1::bigint[]) AND ${requiresFriendship(termsOf('p'))} AND p."deletedAt" IS NULL
     AND e."recipientId" = ANY ($1::bigint[]) AND e."recipientId" <> p."authorId"`,
)

/** What one of two people has (or had) of the other's posts for friends: it depends on their friendship. */
export async function existingBetweenFriends(pair: readonly [bigint, bigint]): Promise<Candidate[]> {
  return (await query(BETWEEN_FRIENDS, [pair])).map(toCandidate)
}

function toCandidate({ type, recipientId, actorId, postId, commentId }: EventRow): Candidate {
  return { cause: causeOf(type, commentId), recipientId, actorId, postId, commentId }
}
