import { mutate } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { PostChange } from '@/lib/shared/schemas'
import type { Audience, Post } from '@/lib/shared/views'
import { isWider } from '@/lib/visibility/audience-rules'
import { postNotFound, requirePost, requirePostId } from './find-post'
import { replaceMentions } from './mentions'

type Own = { text: string; audience: Audience; verb: string | null }

/**
 * Edits the text, the audience or both of one's own post. The replaced text is kept as a revision. Open screens hear of
 * it; a widened audience is fanned out to those who gained it. Changing nothing records nothing.
 */
export async function changePost(viewer: Viewer, id: string, change: PostChange): Promise<Post> {
  const postId = requirePostId(id)
  await mutate(async ({ tx, record }) => {
    const before = await lockOwnPost(tx, viewer, postId)
    const after = { ...before, text: change.text ?? before.text, audience: change.audience ?? before.audience }
    if (after.text === '' && !before.verb)
      throw new AppError('invalid', 'A post needs a text.', { fields: { text: 'is needed' } })
    if (after.text === before.text && after.audience === before.audience) return null
    await storeChange(tx, postId, { before, after })
    await record({ queue: 'fan-out', type: 'post.changed', postId, before: before.audience })
    const widened = isWider(after.audience, before.audience)
    if (widened) {
      await record({ queue: 'fan-out', type: 'post.widened', postId, before: before.audience })
    }
    const audience = after.audience === before.audience ? 'same' : widened ? 'wider' : 'other'
    await record({ queue: 'notify', type: 'post.changed', postId, audience })
    return null
  })
  return requirePost(viewer, id)
}

/** The row lock orders two edits of one post. Not the strongest: that one would also wait for likes that refer to it. */
async function lockOwnPost(tx: Tx, viewer: Viewer, postId: bigint): Promise<Own> {
  const [own] = await tx.$queryRaw<Own[]>`
    SELECT text, audience, verb FROM "Post" WHERE id = ${postId} AND "authorId" = ${viewer.id} AND "deletedAt" IS NULL FOR NO KEY UPDATE`
  if (!own) throw postNotFound()
  return own
}

async function storeChange(tx: Tx, postId: bigint, { before, after }: { before: Own; after: Own }): Promise<void> {
  const edited = after.text !== before.text
  if (edited) {
    await tx.postRevision.create({ data: { postId, text: before.text, audience: before.audience } })
    await replaceMentions(tx, { postId, text: after.text })
  }
  // clock_timestamp(): browsers ignore an older updatedAt, so two edits must not share one.
  await tx.$executeRaw`
    UPDATE "Post" SET text = ${after.text}, audience = ${after.audience},
      "editedAt" = CASE WHEN ${edited} THEN clock_timestamp() ELSE "editedAt" END,
      "updatedAt" = GREATEST(clock_timestamp(), "updatedAt" + interval '1 millisecond')
    WHERE id = ${postId}`
}
