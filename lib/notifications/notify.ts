import type { Redis } from 'ioredis'
import { query, transaction } from '@/lib/db'
import type { EventOf } from '@/lib/events'
import { bringInLine } from './bring-in-line'
import type { Concern } from './concern'
import { CHUNK, type Happening, whomItConcerns } from './concerned'
import { publishBells } from './publish'
import { toldBetween, toldOfPost } from './told-before'

/**
 * Makes the bells of everybody concerned say what is true: one transaction and one round trip to Redis per chunk of
 * people. The event is only a reason to look, so it may come twice, late, and in any order.
 */
export async function notify(redis: Redis, event: EventOf<'notify'>, options: { repeat: boolean }): Promise<void> {
  for await (const concerns of concernsOf(event)) await tell(redis, concerns, options)
}

/** One chunk. */
export async function tell(redis: Redis, concerns: Concern[], options: { repeat: boolean }): Promise<void> {
  const told = await transaction((run) => bringInLine(run, concerns, options))
  await publishBells((operation) => operation(redis), told)
}

async function* concernsOf(event: EventOf<'notify'>): AsyncGenerator<Concern[]> {
  switch (event.type) {
    case 'post.created':
      return yield* ofNewPost(BigInt(event.postId))
    case 'post.changed':
      return yield* ofChangedPost(BigInt(event.postId), event.widened)
    case 'comment.changed':
      return yield* ofComment(BigInt(event.commentId))
    case 'like.changed':
      return yield [likeConcern(event)]
    case 'follow.changed': {
      const [recipientId, actorId] = [BigInt(event.followeeId), BigInt(event.followerId)]
      return yield [{ cause: 'follow', recipientId, actorId, postId: null, commentId: null }]
    }
    case 'friendship.changed':
      return yield* ofPair([BigInt(event.userIds[0]), BigInt(event.userIds[1])])
  }
}

export function likeConcern({ authorId, userId, postId }: EventOf<'notify'> & { type: 'like.changed' }): Concern {
  return {
    ...{ cause: 'like', recipientId: BigInt(authorId), actorId: BigInt(userId) },
    ...{ postId: BigInt(postId), commentId: null },
  }
}

async function* ofNewPost(postId: bigint): AsyncGenerator<Concern[]> {
  const happening = await findPostHappening(postId)
  if (happening) yield* whomItConcerns(happening)
}

/** What was told follows the post; who is named now hears of it, and so does who could not see it before. */
async function* ofChangedPost(postId: bigint, widened: boolean): AsyncGenerator<Concern[]> {
  yield* toldOfPost(postId)
  const happening = await findPostHappening(postId)
  if (happening) yield* whomItConcerns(happening, widened ? undefined : ['mentioned'])
}

async function* ofComment(commentId: bigint): AsyncGenerator<Concern[]> {
  const [row] = await query<{ actorId: bigint; postId: bigint }>(
    { name: 'comment-happening', text: `SELECT "authorId" AS "actorId", "postId" FROM "Comment" WHERE id = $1` },
    [commentId],
  )
  if (row) yield* whomItConcerns({ ...row, cause: 'comment', commentId, about: { arrival: false } })
}

/** Both sides, and what a friendship that ended hides. */
async function* ofPair(pair: [bigint, bigint]): AsyncGenerator<Concern[]> {
  const [one, other] = pair
  const about = { cause: 'friendship', postId: null, commentId: null } as const
  const concerns = [
    { ...about, recipientId: one, actorId: other },
    { ...about, recipientId: other, actorId: one },
    ...(await toldBetween(pair)),
  ]
  for (let at = 0; at < concerns.length; at += CHUNK) yield concerns.slice(at, at + CHUNK)
}

async function findPostHappening(postId: bigint): Promise<Happening | null> {
  const [row] = await query<{ actorId: bigint; arrival: boolean }>(
    {
      name: 'post-happening',
      text: `SELECT "authorId" AS "actorId", verb IS NOT NULL AS arrival FROM "Post" WHERE id = $1`,
    },
    [postId],
  )
  return row ? { cause: 'post', actorId: row.actorId, postId, commentId: null, about: { arrival: row.arrival } } : null
}
