import type { EventOf } from '@/lib/mutation/events'
import { query } from '@/lib/postgres/db'
import type { Concern } from './candidate'
import { namedInPost, toldOfPost } from './existing-notifications'
import { type Happening, whomItConcerns } from './find-recipients'
import { tellingsEnded } from './post-lock'

type Notify = EventOf<'notify'>
type ChangedPost = Extract<Notify, { type: 'post.changed' }>
type OfMany = ChangedPost | Extract<Notify, { type: 'post.created' | 'comment.changed' }>

/** Whom something that concerns many may concern, in chunks. */
export async function* concernsOf(event: OfMany): AsyncGenerator<Concern[]> {
  if (event.type === 'post.created') yield* ofNewPost(event.postId)
  else if (event.type === 'post.changed') yield* ofChangedPost(event.postId, event.audience)
  else yield* ofComment(event.commentId)
}

async function* ofNewPost(postId: bigint): AsyncGenerator<Concern[]> {
  const happening = await findPostHappening(postId)
  if (happening) yield* whomItConcerns(happening)
}

/**
 * What was told follows the post; who is named now hears of it, and so does who could not see it before. Of another text
 * only the names in it matter.
 */
async function* ofChangedPost(postId: bigint, audience: ChangedPost['audience']): AsyncGenerator<Concern[]> {
  await tellingsEnded(postId)
  yield* audience === 'same' ? namedInPost(postId) : toldOfPost(postId)
  const happening = await findPostHappening(postId)
  if (happening) yield* whomItConcerns(happening, audience === 'wider' ? undefined : ['mentioned'])
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
