import { bigint, bool, int, nullable, type RowOf, text, texts, time } from '@/lib/postgres/statement'
import type { Audience, Post, Verb } from '@/lib/shared/views'
import { presentUser } from '@/lib/users/present-user'
import { visibleCounts } from '@/lib/visibility/visible-counts'
import { mentionsOf } from './mentions-sql'

/** A post with all that is shown with it (author, place), so that a page of posts is one query. */
export const POST = {
  id: bigint(),
  text: text(),
  audience: text<Audience>(),
  verb: nullable(text<Verb>()),
  likeCount: int(),
  commentCount: int(),
  createdAt: time(),
  editedAt: nullable(time()),
  updatedAt: time(),
  deletedAt: nullable(time()),
  authorId: bigint(),
  handle: text(),
  name: text(),
  bio: text(),
  avatarUrl: nullable(text()),
  placeId: nullable(bigint()),
  placeName: nullable(text()),
  placeKind: nullable(text()),
  mentions: texts(),
}

export type PostRow = RowOf<typeof POST>

/** The SELECT list of a PostRow with the counts of one viewer, a bigint expression (NULL when nobody is signed in). `p` is the alias of "Post". */
export function postColumnsFor(viewer: string): string {
  return `
  p.id, p.text, p.audience, p.verb, ${visibleCounts.likes('p', viewer)} AS "likeCount",
  ${visibleCounts.comments('p', viewer)} AS "commentCount",
  p."createdAt", p."editedAt", p."updatedAt", p."deletedAt", p."authorId", author.handle, author.name, author.bio,
  author."avatarUrl", p."placeId", place.name AS "placeName", place.kind AS "placeKind",
  ${mentionsOf('m."postId" = p.id AND m."commentId" IS NULL')} AS mentions`
}

/** With the counts as they are for people who have no block with anybody who likes or comments. */
export const POST_COLUMNS = postColumnsFor('NULL::bigint')

export const POST_SOURCE = `"Post" p JOIN "User" author ON author.id = p."authorId" LEFT JOIN "Place" place ON place.id = p."placeId"`

/** A post as it is read for one user. */
export const VIEWED_POST = { ...POST, liked: bool(), muted: bool() }

export type ViewedPostRow = RowOf<typeof VIEWED_POST>

/** The SELECT list of a ViewedPostRow. `viewer` is a bigint expression (NULL when nobody is signed in). */
export function viewedPostColumns(viewer: string): string {
  return `${postColumnsFor(viewer)}, EXISTS (SELECT 1 FROM "Like" l WHERE l."postId" = p.id AND l."userId" = ${viewer}) AS liked,
    EXISTS (SELECT 1 FROM "ThreadMute" t WHERE t."postId" = p.id AND t."userId" = ${viewer}) AS muted`
}

/** The view of a post without anything about the viewer: the same for everybody, so one frame can serve all its receivers. */
export function presentPost(row: PostRow): Post {
  const { authorId, handle, name, bio, avatarUrl } = row
  return {
    id: String(row.id),
    author: presentUser({ id: authorId, handle, name, bio, avatarUrl }),
    text: row.text,
    audience: row.audience,
    activity: presentActivity(row),
    media: [],
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    likeCount: row.likeCount,
    commentCount: row.commentCount,
    mentions: row.mentions,
  }
}

function presentActivity({ verb, placeId, placeName, placeKind }: PostRow): Post['activity'] {
  if (!verb || placeId === null || placeName === null || placeKind === null) return null
  return { verb, place: { id: String(placeId), name: placeName, kind: placeKind } }
}
