import { query, type Run } from '@/lib/db'
import type { NotificationType } from '@/lib/shared/notification-kinds'
import { type Concern, causeOf } from './concern'
import { CHUNK } from './concerned'

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

/** All that was told of a post, of its likes and of its comments, in chunks in the order of recipients. */
export async function* toldOfPost(postId: bigint): AsyncGenerator<Concern[]> {
  for (let [recipientId, id] = [0n, 0n]; ; ) {
    const rows = await query<EventRow & { id: bigint }>(OF_POST, [postId, recipientId, id])
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(toConcern)
    if (rows.length < CHUNK) return
    recipientId = last.recipientId
    id = last.id
  }
}

/** Two questions, because one with an "or" would read every event of both. What a post told goes with the post itself. */
const BETWEEN = {
  name: 'told-between',
  text: `SELECT e."recipientId", e.type, e."actorId", e."postId", e."commentId" FROM "NotificationEvent" e
         WHERE e."recipientId" = ANY ($1::bigint[]) AND e."actorId" = ANY ($1::bigint[])
         UNION SELECT e."recipientId", e.type, e."actorId", e."postId", e."commentId"
         FROM "Post" p JOIN "NotificationEvent" e ON e."postId" = p.id
         WHERE p."authorId" = ANY ($1::bigint[]) AND p."deletedAt" IS NULL AND e."recipientId" = ANY ($1::bigint[]) AND e."recipientId" <> p."authorId"`,
}

/** What two people were told of each other's doings, and of anybody's doings with the other's posts. */
export async function toldBetween(pair: [bigint, bigint], run: Run): Promise<Concern[]> {
  return (await run<EventRow>(BETWEEN, [pair])).map(toConcern)
}

function toConcern({ type, recipientId, actorId, postId, commentId }: EventRow): Concern {
  return { cause: causeOf(type, commentId), recipientId, actorId, postId, commentId }
}
