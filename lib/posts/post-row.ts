import type { Audience, Post, Verb } from '@/lib/shared/views'
import { presentUser } from '@/lib/users/present-user'

/** A post with all that is shown with it (author, place), so that a page of posts is one query. */
export type PostRow = {
  id: bigint
  text: string
  audience: string
  verb: string | null
  likeCount: number
  commentCount: number
  createdAt: Date
  editedAt: Date | null
  updatedAt: Date
  deletedAt: Date | null
  authorId: bigint
  handle: string
  name: string
  bio: string
  avatarUrl: string | null
  placeId: bigint | null
  placeName: string | null
  placeKind: string | null
}

/** The SELECT list and FROM of a PostRow. `p` is the alias of "Post". */
export const POST_COLUMNS = `
  p.id, p.text, p.audience, p.verb, p."likeCount", p."commentCount", p."createdAt", p."editedAt", p."updatedAt", p."deletedAt",
  p."authorId", author.handle, author.name, author.bio, author."avatarUrl",
  p."placeId", place.name AS "placeName", place.kind AS "placeKind"`
export const POST_SOURCE = `"Post" p JOIN "User" author ON author.id = p."authorId" LEFT JOIN "Place" place ON place.id = p."placeId"`

/** A post as it is read for one user. */
export type ViewedPostRow = PostRow & { liked: boolean }

/** The SELECT list of a ViewedPostRow. `viewer` is a bigint expression (NULL when nobody is signed in). */
export function viewedPostColumns(viewer: string): string {
  return `${POST_COLUMNS}, EXISTS (SELECT 1 FROM "Like" l WHERE l."postId" = p.id AND l."userId" = ${viewer}) AS liked`
}

/** The view of a post without anything about the viewer: the same for everybody, so one frame can serve all its receivers. */
export function presentPost(row: PostRow): Post {
  const { authorId, handle, name, bio, avatarUrl } = row
  return {
    id: String(row.id),
    author: presentUser({ id: authorId, handle, name, bio, avatarUrl }),
    text: row.text,
    audience: row.audience as Audience,
    activity: presentActivity(row),
    media: [],
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    likeCount: row.likeCount,
    commentCount: row.commentCount,
  }
}

function presentActivity({ verb, placeId, placeName, placeKind }: PostRow): Post['activity'] {
  if (!verb || placeId === null || placeName === null || placeKind === null) return null
  return { verb: verb as Verb, place: { id: String(placeId), name: placeName, kind: placeKind } }
}
