import type { IdempotencyKey } from '@/lib/mutation/idempotency'
import { mutate } from '@/lib/mutation/mutate'
import { Prisma, type Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { NewPost } from '@/lib/shared/schemas'
import type { Post } from '@/lib/shared/views'
import { visiblePlace } from '@/lib/visibility/place-visibility'
import { type PostRow, presentPost } from './post-row'
import { storeMentions } from './store-mentions'

/**
 * Stores a post and the events that deliver it in one transaction: both or neither. Idempotent with a key. Throws `invalid`
 * for an unknown place, and `queue_away` when QUEUE_FAILURE_POLICY=rollback and the queue does not take the events.
 */
export async function createPost(viewer: Viewer, draft: NewPost, key: IdempotencyKey | null): Promise<{ post: Post }> {
  return mutate(
    async ({ tx, record }) => {
      const row = await insertPost(tx, viewer, draft)
      const mentions = await storeMentions(tx, { postId: row.id, text: draft.text })
      await record({ queue: 'fan-out', type: 'post.created', postId: row.id })
      await record({ queue: 'notify', type: 'post.created', postId: row.id })
      return { post: { ...presentPost({ ...row, mentions }), viewer: { liked: false, muted: false } } }
    },
    { key, needsQueue: true },
  )
}

type Inserted = Omit<PostRow, 'mentions'>

async function insertPost(tx: Tx, viewer: Viewer, { text, audience, activity }: NewPost): Promise<Inserted> {
  const place = activity ? await requirePlaceOfActivity(tx, viewer, activity.placeId) : null
  const [row] = await tx.$queryRaw<Inserted[]>`
    INSERT INTO "Post" ("authorId", text, audience, verb, "placeId")
    VALUES (${viewer.id}, ${text}, ${audience}, ${activity?.verb ?? null}, ${place?.id ?? Prisma.sql`NULL::bigint`})
    RETURNING id, text, audience, verb, "likeCount", "commentCount", "createdAt", "editedAt", "updatedAt", "deletedAt",
      "authorId", "placeId"`
  if (!row) throw new Error('the new post was not returned')
  const { handle, name, bio, avatarUrl } = viewer
  return {
    ...row,
    handle,
    name,
    bio,
    avatarUrl,
    placeName: place?.name ?? null,
    placeKind: place?.kind ?? null,
  }
}

type PlaceOfActivity = { id: bigint; name: string; kind: string }

/** A place that the viewer may not know of is an unknown one. */
async function requirePlaceOfActivity(tx: Tx, viewer: Viewer, id: bigint): Promise<PlaceOfActivity> {
  await keepUnlisted(tx, viewer, id)
  const [place] = await tx.$queryRaw<PlaceOfActivity[]>`
    SELECT p.id, p.name, p.kind FROM (SELECT ${viewer.id}::bigint AS id) v, "Place" p
    WHERE p.id = ${id} AND ${Prisma.raw(visiblePlace('p', 'v.id'))}`
  if (!place) {
    throw new AppError('invalid', 'This place is not known.', { fields: { 'activity.placeId': 'is not known' } })
  }
  return place
}

/**
 * A place whose purpose was not said was added for a check-in when the person who added it checks in there. From then on it is
 * as private as its check-ins, and others may add one of the same name.
 */
async function keepUnlisted(tx: Tx, viewer: Viewer, id: bigint): Promise<void> {
  await tx.place.updateMany({ where: { id, addedById: viewer.id, listed: null }, data: { listed: false, claim: null } })
}
