import { type Mutation, mutate } from '@/lib/mutation/mutate'
import { requireBasis } from '@/lib/mutation/require-basis'
import type { Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { PostChange } from '@/lib/shared/schemas'
import type { Audience, Post } from '@/lib/shared/views'
import { isWider } from '@/lib/visibility/audience-rules'
import { postNotFound, requirePost, requirePostId } from './find-post'
import { newerUpdatedAt } from './newer-updated-at'
import { replaceMentions } from './store-mentions'

type OwnPost = { text: string; audience: Audience; verb: string | null }

type Versions = { before: OwnPost; after: OwnPost }

/**
 * Changes the text, the audience or both of one's own post. The replaced text is kept as a revision. The new version is
 * delivered to open screens, and a wider audience is fanned out to those who could not see the post before; whoever has commented
 * is notified of it. A change that
 * changes nothing records nothing. Throws `changed_elsewhere` when the post is not what `basedOn` says.
 */
export async function changePost(viewer: Viewer, id: string, { basedOn, ...change }: PostChange): Promise<Post> {
  const postId = requirePostId(id)
  await mutate(async ({ tx, record }) => {
    const before = await lockPostToChange(tx, viewer, postId)
    requireBasis({ text: before.text, audience: before.audience }, { change, basedOn })
    const after = applyChange(before, change)
    if (after.text === before.text && after.audience === before.audience) return null
    await storeChange(tx, postId, { before, after })
    await recordChange(record, postId, { before: before.audience, after: after.audience })
    return null
  })
  return requirePost(viewer, id)
}

/** Orders two edits of one post. NO KEY, because the stronger lock would also make likes and comments wait. */
async function lockPostToChange(tx: Tx, viewer: Viewer, postId: bigint): Promise<OwnPost> {
  const [own] = await tx.$queryRaw<OwnPost[]>`
    SELECT text, audience, verb FROM "Post"
    WHERE id = ${postId} AND "authorId" = ${viewer.id} AND "deletedAt" IS NULL FOR NO KEY UPDATE`
  if (!own) throw postNotFound()
  return own
}

function applyChange(before: OwnPost, { text, audience }: Omit<PostChange, 'basedOn'>): OwnPost {
  const after = { ...before, text: text ?? before.text, audience: audience ?? before.audience }
  // A check-in needs no text.
  if (after.text === '' && !before.verb) {
    throw new AppError('invalid', 'A post needs a text.', { fields: { text: 'is needed' } })
  }
  return after
}

async function storeChange(tx: Tx, postId: bigint, { before, after }: Versions): Promise<void> {
  const edited = after.text !== before.text
  if (edited) {
    await tx.postRevision.create({ data: { postId, text: before.text, audience: before.audience } })
    await replaceMentions(tx, { postId, text: after.text })
  }
  await tx.$executeRaw`
    UPDATE "Post" SET text = ${after.text}, audience = ${after.audience},
      "editedAt" = CASE WHEN ${edited} THEN clock_timestamp() ELSE "editedAt" END, "updatedAt" = ${newerUpdatedAt},
      "widenedAt" = CASE WHEN ${isWider(after.audience, before.audience)} THEN clock_timestamp()
        WHEN ${after.audience === before.audience} THEN "widenedAt" END
    WHERE id = ${postId}`
}

type Audiences = { before: Audience; after: Audience }

async function recordChange(record: Mutation['record'], postId: bigint, { before, after }: Audiences): Promise<void> {
  const widened = isWider(after, before)
  await record({ queue: 'fan-out', type: 'post.changed', postId, before })
  if (widened) await record({ queue: 'fan-out', type: 'post.widened', postId, before })
  const audience = after === before ? 'same' : widened ? 'wider' : 'other'
  await record({ queue: 'notify', type: 'post.changed', postId, audience })
}
