import { expect } from 'vitest'
import { DELETE as DELETE_COMMENT } from '@/app/api/comments/[id]/route'
import { POST as COMMENT, GET as COMMENTS } from '@/app/api/posts/[id]/comments/route'
import { PUT as LIKE, DELETE as UNLIKE } from '@/app/api/posts/[id]/like/route'
import { GET as LIKES } from '@/app/api/posts/[id]/likes/route'
import { PUT as MUTE, DELETE as UNMUTE } from '@/app/api/posts/[id]/mute/route'
import type { Comment, User } from '@/lib/shared/views'
import { type Answer, call } from './call'
import type { Person } from './people'
import { query } from './query'

type Somebody = Pick<Person, 'cookie'> | undefined
type Thing = { id: string }

/** As a browser asks, whatever the answer. */
export const askFor = {
  like: (as: Somebody, { id }: Thing): Promise<Answer> => call(LIKE, { method: 'PUT', as, params: { id } }),
  unlike: (as: Somebody, { id }: Thing): Promise<Answer> => call(UNLIKE, { method: 'DELETE', as, params: { id } }),
  likes: (as: Somebody, { id }: Thing, query = ''): Promise<Answer> =>
    call(LIKES, { path: `/${query}`, as, params: { id } }),
  mute: (as: Somebody, { id }: Thing): Promise<Answer> => call(MUTE, { method: 'PUT', as, params: { id } }),
  unmute: (as: Somebody, { id }: Thing): Promise<Answer> => call(UNMUTE, { method: 'DELETE', as, params: { id } }),
  comments: (as: Somebody, { id }: Thing, query = ''): Promise<Answer> =>
    call(COMMENTS, { path: `/${query}`, as, params: { id } }),
  comment: (as: Somebody, { id }: Thing, body: unknown, headers?: Record<string, string>): Promise<Answer> =>
    call(COMMENT, { method: 'POST', path: `/api/posts/${id}/comments`, body, as, params: { id }, headers }),
  deletion: (as: Somebody, { id }: Thing): Promise<Answer> =>
    call(DELETE_COMMENT, { method: 'DELETE', as, params: { id } }),
}

/** Comments as a browser would; what is refused fails the test. */
export async function comment(as: Person, on: Thing, text: string): Promise<Comment> {
  const { status, body } = await askFor.comment(as, on, { text })
  expect(status).toBe(201)
  return body.comment
}

/** The texts of the conversation as somebody sees it, newest first. */
export async function commentTexts(as: Somebody, on: Thing): Promise<string[]> {
  const { status, body } = await askFor.comments(as, on, '?limit=100')
  expect(status).toBe(200)
  return body.items.map(({ text }: Comment) => text)
}

/** The names of those who like it as somebody sees them, the latest first. */
export async function likerNames(as: Somebody, on: Thing): Promise<string[]> {
  const { status, body } = await askFor.likes(as, on, '?limit=100')
  expect(status).toBe(200)
  return body.items.map(({ name }: User) => name)
}

/** What is stored about a post: its counters, and the rows that they count. */
export async function stored({
  id,
}: Thing): Promise<Record<'likeCount' | 'likes' | 'commentCount' | 'comments', number>> {
  const [row] = await query<Record<'likeCount' | 'likes' | 'commentCount' | 'comments', number>>(
    `SELECT "likeCount", "commentCount", (SELECT count(*)::int FROM "Like" WHERE "postId" = p.id) AS likes,
            (SELECT count(*)::int FROM "Comment" WHERE "postId" = p.id AND "deletedAt" IS NULL) AS comments
     FROM "Post" p WHERE id = $1`,
    [BigInt(id)],
  )
  if (!row) throw new Error('no such post')
  return row
}

/** What was recorded for the bells about a post (or whatever the payload names), from old to new. */
export async function notifyEvents(
  key: string,
  value: string,
): Promise<{ type: string; payload: Record<string, unknown> }[]> {
  return query(`SELECT type, payload FROM "OutboxEvent" WHERE queue = 'notify' AND payload->>$1 = $2 ORDER BY id`, [
    key,
    value,
  ])
}
