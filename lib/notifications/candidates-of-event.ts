import type { EventOf } from '@/lib/mutation/events'
import { query } from '@/lib/postgres/query'
import { bigint, bool, statement } from '@/lib/postgres/statement'
import { lockBells } from './bell-lock'
import { CANDIDATES_PER_CHUNK, type Candidate } from './candidate'
import { candidatesByRole, type PostCause } from './candidates-by-role'
import { existingBetweenFriends, existingMentionsOfPost, existingOfPost } from './existing-notifications'
import { notifyTransaction } from './notify-transaction'
import { waitForPostLock } from './post-lock'

type NotifyEvent = EventOf<'notify'>
type OfType<Type extends NotifyEvent['type']> = Extract<NotifyEvent, { type: Type }>
type Candidates = AsyncGenerator<Candidate[]>

/**
 * The people who may get a notification by this event or lose one, in chunks. A person may be in two chunks. An event that
 * can hide a post or comment first waits until every transaction that may have read the old facts has ended, and then lists
 * the existing notifications: post-lock.ts describes the race.
 */
export async function* candidatesOfEvent(event: NotifyEvent): Candidates {
  if (event.type === 'post.created') yield* ofNewPost(event)
  else if (event.type === 'post.changed') yield* ofChangedPost(event)
  else if (event.type === 'comment.changed') yield* ofComment(event)
  else if (event.type === 'friendship.changed') yield* ofFriendship(event)
  else if (event.type === 'like.changed') yield [ofLike(event)]
  else yield [ofFollow(event)]
}

async function* ofNewPost({ postId }: OfType<'post.created'>): Candidates {
  const cause = await findPostCause(postId)
  if (cause) yield* candidatesByRole(cause)
}

/**
 * The candidates depend on the audience:
 * - `same`: people whom the text mentioned before or mentions now.
 * - `other`: people who have a notification of the post, and people whom the text mentions now.
 * - `wider`: people who have a notification of the post, people whom a new post would notify, because some of them could not see
 *   this one before, and people who have commented, because more people read that now.
 */
async function* ofChangedPost({ postId, audience }: OfType<'post.changed'>): Candidates {
  await waitForPostLock(query, postId)
  yield* audience === 'same' ? existingMentionsOfPost(postId) : existingOfPost(postId)
  const cause = await findPostCause(postId)
  if (!cause) return
  yield* candidatesByRole(audience === 'wider' ? cause : { ...cause, roles: 'mentioned' })
  if (audience === 'wider') yield* candidatesByRole({ ...cause, cause: 'widening', roles: 'widening' })
}

const POST_CAUSE = statement(
  'post-cause',
  { actorId: bigint(), checkIn: bool() },
  `SELECT "authorId" AS "actorId", verb IS NOT NULL AS "checkIn" FROM "Post" WHERE id = $1`,
)

async function findPostCause(postId: bigint): Promise<PostCause | null> {
  const [row] = await query(POST_CAUSE, [postId])
  if (!row) return null
  const { actorId, checkIn } = row
  return {
    cause: 'post',
    actorId,
    postId,
    commentId: null,
    roles: checkIn ? 'checkIn' : 'post',
  }
}

const COMMENT_CAUSE = statement(
  'comment-cause',
  { actorId: bigint(), postId: bigint(), deleted: bool(), postAuthorId: bigint(), widened: bool() },
  `SELECT c."authorId" AS "actorId", c."postId", c."deletedAt" IS NOT NULL AS deleted, p."authorId" AS "postAuthorId",
     p."widenedAt" IS NOT NULL AS widened
   FROM "Comment" c JOIN "Post" p ON p.id = c."postId" WHERE c.id = $1`,
)

async function* ofComment({ commentId }: OfType<'comment.changed'>): Candidates {
  const [row] = await query(COMMENT_CAUSE, [commentId])
  if (!row) return
  const { actorId, postId, deleted, postAuthorId, widened } = row
  if (deleted) await waitForPostLock(query, postId)
  // It may have been written while the post was widened, or deleted as the last one of theirs that more people can read since.
  if (widened) {
    yield [{ cause: 'widening', recipientId: actorId, actorId: postAuthorId, postId, commentId: null }]
  }
  yield* candidatesByRole({ cause: 'comment', actorId, postId, commentId, roles: 'comment' })
}

/** The friendship for both people, and their existing notifications of each other's posts for friends. */
async function* ofFriendship({ userIds }: OfType<'friendship.changed'>): Candidates {
  const [one, other] = userIds
  // Locking both bells once waits for every transaction that read the old friendship and has not written its rows yet.
  await notifyTransaction((run) => lockBells(run, [one, other]))
  const cause = { cause: 'friendship', postId: null, commentId: null } as const
  const candidates = [
    { ...cause, recipientId: one, actorId: other },
    { ...cause, recipientId: other, actorId: one },
    ...(await existingBetweenFriends([one, other])),
  ]
  for (let at = 0; at < candidates.length; at += CANDIDATES_PER_CHUNK) {
    yield candidates.slice(at, at + CANDIDATES_PER_CHUNK)
  }
}

function ofLike({ authorId, userId, postId }: OfType<'like.changed'>): Candidate {
  return {
    cause: 'like',
    recipientId: authorId,
    actorId: userId,
    postId,
    commentId: null,
  }
}

function ofFollow({ followeeId, followerId }: OfType<'follow.changed'>): Candidate {
  return {
    cause: 'follow',
    recipientId: followeeId,
    actorId: followerId,
    postId: null,
    commentId: null,
  }
}
