import { bigint, nullable, type RowOf, text, texts, time } from '@/lib/postgres/statement'
import { mentionsOf } from '@/lib/posts/mentions-sql'
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
  mentions: texts(),
}

export type StoredComment = RowOf<typeof COMMENT>

/** The SELECT list and FROM of a StoredComment. `c` is the alias of "Comment". */
export const COMMENT_COLUMNS = `
  c.id, c.text, c."createdAt", c."authorId", author.handle, author.name, author.bio, author."avatarUrl",
  ${mentionsOf('m."commentId" = c.id')} AS mentions`
export const COMMENT_SOURCE = `"Comment" c JOIN "User" author ON author.id = c."authorId"`

export function presentComment(row: StoredComment): Comment {
  const { id, text, createdAt, authorId, handle, name, bio, avatarUrl, mentions } = row
  return {
    id: String(id),
    author: presentUser({ id: authorId, handle, name, bio, avatarUrl }),
    text,
    createdAt: createdAt.toISOString(),
    mentions,
  }
}
