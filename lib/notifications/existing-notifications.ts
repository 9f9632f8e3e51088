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
  return readChunks(OF_POST, postId)
}

/** Everybody who has (or had) a notification because the text of the post mentions them. */
export function existingMentionsOfPost(postId: bigint): AsyncGenerator<Candidate[]> {
  return readChunks(MENTIONS_OF_POST, postId)
}

/** There is no index by actor, so this reads all notifications once, in the order of an index: an account changes rarely. */
const BY_ACCOUNT = chunkOf('existing-by-account', '"actorId" = $1')
const OF_POSTS_BY_ACCOUNT = chunkOf(
  'existing-of-posts-by-account',
  `"postId" IN (SELECT p.id FROM "Post" p WHERE p."authorId" = $1)`,
)

/** Everybody who has (or had) a notification that an account has caused, or of its posts; in chunks, ordered by recipient. */
export async function* existingOfAccount(userId: bigint): AsyncGenerator<Candidate[]> {
  yield* readChunks(BY_ACCOUNT, userId)
  yield* readChunks(OF_POSTS_BY_ACCOUNT, userId)
}

async function* readChunks(chunk: Statement<EventRow>, of: bigint): AsyncGenerator<Candidate[]> {
  for (let [recipientId, id] = [0n, 0n]; ; ) {
    const rows = await query(chunk, [of, recipientId, id])
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(toCandidate)
    if (rows.length < CANDIDATES_PER_CHUNK) return
    recipientId = last.recipientId
    id = last.id
  }
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
