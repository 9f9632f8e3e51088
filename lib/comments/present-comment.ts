import { bigint, nullable, type RowOf, text, time } from '@/lib/postgres/statement'
import type { Comment } from '@/lib/shared/views'
import { presentUser } from '@/lib/users/present-user'

/** A comment with its author. */
export const COMMENT = {
  id: bigint(),
  text: text(),
  createdAt: time(),
  authorId: bigint(),
  handle: text(),
  name: text(),
  bio: text(),
  avatarUrl: nullable(text()),
}

export type StoredComment = RowOf<typeof COMMENT>

/** The SELECT list and FROM of a StoredComment. `c` is the alias of "Comment". */
export const COMMENT_COLUMNS = `
  c.id, c.text, c."createdAt", c."authorId", author.handle, author.name, author.bio, author."avatarUrl"`
export const COMMENT_SOURCE = `"Comment" c JOIN "User" author ON author.id = c."authorId"`

export function presentComment({
  id,
  text,
  createdAt,
  authorId,
  handle,
  name,
  bio,
  avatarUrl,
}: StoredComment): Comment {
  return {
    id: String(id),
    author: presentUser({ id: authorId, handle, name, bio, avatarUrl }),
    text,
    createdAt: createdAt.toISOString(),
  }
}
