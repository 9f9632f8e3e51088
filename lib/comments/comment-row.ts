import type { Comment } from '@/lib/shared/views'
import { presentUser } from '@/lib/users/present-user'

/** A comment with everything that is shown with it. */
export type CommentRow = {
  id: bigint
  text: string
  createdAt: Date
  authorId: bigint
  handle: string
  name: string
  bio: string
  avatarUrl: string | null
}

/** SELECT list and FROM that make a CommentRow; the comment itself goes by the alias `c`. */
export const COMMENT_COLUMNS = `
  c.id, c.text, c."createdAt", c."authorId", speaker.handle, speaker.name, speaker.bio, speaker."avatarUrl"`
export const COMMENT_SOURCE = `"Comment" c JOIN "User" speaker ON speaker.id = c."authorId"`

export function presentComment({ id, text, createdAt, authorId, ...author }: CommentRow): Comment {
  return {
    id: String(id),
    author: presentUser({ ...author, id: authorId }),
    text,
    createdAt: createdAt.toISOString(),
  }
}
