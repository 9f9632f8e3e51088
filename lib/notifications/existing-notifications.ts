import { query, type Run, type Statement } from '@/lib/postgres/db'
import type { NotificationType } from '@/lib/shared/notification-kinds'
import { requiresFriendship } from '@/lib/visibility/audience-rules'
import { type Concern, causeOf } from './candidate'
import { CHUNK } from './find-recipients'

type EventRow = {
  recipientId: bigint
  type: NotificationType
  actorId: bigint
  postId: bigint | null
  commentId: bigint | null
}

const OF_POST = {
  name: 'told-of-post',
  text: `SELECT id, "recipientId", type, "actorId", "postId", "commentId" FROM "NotificationEvent"
         WHERE "postId" = $1 AND ("recipientId", id) > ($2, $3::bigint) ORDER BY "recipientId", id LIMIT ${CHUNK}`,
}

/** Of these the text of a post decides. */
const NAMED_IN_POST = {
  name: 'told-named',
  text: `SELECT id, "recipientId", type, "actorId", "postId", "commentId" FROM "NotificationEvent"
         WHERE "postId" = $1 AND ("recipientId", id) > ($2, $3::bigint) AND type = 'mention' AND "commentId" IS NULL
         ORDER BY "recipientId", id LIMIT ${CHUNK}`,
}

/** All that was told of a post, of its likes and of its comments, in chunks in the order of recipients. */
export function toldOfPost(postId: bigint): AsyncGenerator<Concern[]> {
  return inChunks(OF_POST, postId)
}

/** Who was told of being named in a post. */
export function namedInPost(postId: bigint): AsyncGenerator<Concern[]> {
  return inChunks(NAMED_IN_POST, postId)
}

async function* inChunks(statement: Statement, postId: bigint): AsyncGenerator<Concern[]> {
  for (let [recipientId, id] = [0n, 0n]; ; ) {
    const rows = await query<EventRow & { id: bigint }>(statement, [postId, recipientId, id])
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(toConcern)
    if (rows.length < CHUNK) return
    recipientId = last.recipientId
    id = last.id
  }
}

const BETWEEN = {
  name: 'told-between',
  text: `SELECT e."recipientId", e.type, e."actorId", e."postId", e."commentId"
         FROM "Post" p JOIN "NotificationEvent" e ON e."postId" = p.id
         WHERE p."authorId" = ANY ($1::bigint[]) AND ${requiresFriendship('p.audience')} AND p."deletedAt" IS NULL
           AND e."recipientId" = ANY ($1::bigint[]) AND e."recipientId" <> p."authorId"`,
}

/** What one of two people was told of the other's posts for friends: it comes and goes with their friendship. */
export async function toldOfFriend(pair: [bigint, bigint], run: Run): Promise<Concern[]> {
  return (await run<EventRow>(BETWEEN, [pair])).map(toConcern)
}

function toConcern({ type, recipientId, actorId, postId, commentId }: EventRow): Concern {
  return { cause: causeOf(type, commentId), recipientId, actorId, postId, commentId }
}
