import type { Redis } from 'ioredis'
import { query, transaction } from '@/lib/db'
import type { EventOf } from '@/lib/events'
import { bringInLine } from './bring-in-line'
import { bringPairInLine } from './bring-pair-in-line'
import type { Concern } from './concern'
import { type Happening, whomItConcerns } from './concerned'
import { holdPosts, tellingsEnded } from './hold-posts'
import { publishBells } from './publish'
import type { Told } from './told'
import { toldOfPost } from './told-before'

/**
 * Makes the bells of everybody concerned say what is true: one transaction and one round trip to Redis per chunk of
 * people. The event is only a reason to look, so it may come twice, late, and in any order.
 */
export async function notify(redis: Redis, event: EventOf<'notify'>, options: Options): Promise<void> {
  if (event.type === 'friendship.changed') return tellPair(redis, event, options)
  for await (const concerns of concernsOf(event)) await tell(redis, concerns, options)
}

type Options = { repeat: boolean }

/** One chunk. */
export async function tell(redis: Redis, concerns: Concern[], options: Options): Promise<void> {
  const told = await transaction(async (run) => {
    await holdPosts(run, concerns)
    return bringInLine(run, concerns, options)
  })
  await publish(redis, told)
}

/** Both sides, and what a friendship that ended hides. */
async function tellPair(redis: Redis, { userIds }: OfFriends, { repeat }: Options): Promise<void> {
  const [one, other] = [BigInt(userIds[0]), BigInt(userIds[1])]
  const about = { cause: 'friendship', postId: null, commentId: null } as const
  const news = [
    { ...about, recipientId: one, actorId: other },
    { ...about, recipientId: other, actorId: one },
  ]
  await publish(redis, await transaction((run) => bringPairInLine(run, [one, other], { news, repeat })))
}

const publish = (redis: Redis, told: Told[]) => publishBells((operation) => operation(redis), told)

type OfFriends = EventOf<'notify'> & { type: 'friendship.changed' }

async function* concernsOf(event: Exclude<EventOf<'notify'>, OfFriends>): AsyncGenerator<Concern[]> {
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
  await tellingsEnded(postId)
  yield* toldOfPost(postId)
  const happening = await findPostHappening(postId)
  if (happening) yield* whomItConcerns(happening, widened ? undefined : ['mentioned'])
}

async function* ofComment(commentId: bigint): AsyncGenerator<Concern[]> {
  const [row] = await query<{ actorId: bigint; postId: bigint; deleted: boolean }>(
    {
      name: 'comment-happening',
      text: `SELECT "authorId" AS "actorId", "postId", "deletedAt" IS NOT NULL AS deleted FROM "Comment" WHERE id = $1`,
    },
    [commentId],
  )
  if (!row) return
  const { actorId, postId, deleted } = row
  if (deleted) await tellingsEnded(postId)
  yield* whomItConcerns({ cause: 'comment', actorId, postId, commentId, about: { arrival: false } })
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
