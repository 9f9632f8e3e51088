import type { Client } from 'pg'
import { handlesIn } from '@/lib/shared/text/split-text'
import type { WrittenLike } from './likes'
import type { Ids } from './rows'
import type { WrittenPost } from './written'

type Posts = { people: Ids; posts: WrittenPost[] }

/** Returns the number of comments. */
export async function insertComments(client: Client, { people, posts }: Posts): Promise<number> {
  const rows = posts.flatMap(({ id: postId, comments }) =>
    comments.map((comment) => ({ ...comment, postId, authorId: people.get(comment.who) })),
  )
  await client.query(
    `INSERT INTO "Comment" (id, "postId", "authorId", text, "createdAt")
     SELECT * FROM jsonb_to_recordset($1) AS row (id bigint, "postId" bigint, "authorId" bigint, text text, "createdAt" timestamptz)`,
    [JSON.stringify(rows)],
  )
  return rows.length
}

/** Inserts the people whom posts and comments mention. */
export async function insertMentions(client: Client, { people, posts }: Posts): Promise<void> {
  const texts = posts.flatMap(({ id: postId, line: [, , text], createdAt, comments }) => [
    { postId, commentId: null, text, createdAt },
    ...comments.map((comment) => ({ ...comment, postId, commentId: comment.id })),
  ])
  const rows = texts.flatMap(({ text, ...source }) =>
    handlesIn(text).map((handle) => ({ ...source, userId: people.get(handle) })),
  )
  await client.query(
    `INSERT INTO "Mention" ("postId", "commentId", "userId", "createdAt")
     SELECT * FROM jsonb_to_recordset($1) AS row ("postId" bigint, "commentId" bigint, "userId" bigint, "createdAt" timestamptz)`,
    [JSON.stringify(rows)],
  )
}

export async function insertLikes(
  client: Client,
  { people, likes }: { people: Ids; likes: WrittenLike[] },
): Promise<void> {
  const rows = likes.map((like) => ({ ...like, userId: people.get(like.who) }))
  await client.query(
    `INSERT INTO "Like" ("postId", "userId", "createdAt")
     SELECT * FROM jsonb_to_recordset($1) AS row ("postId" bigint, "userId" bigint, "createdAt" timestamptz)`,
    [JSON.stringify(rows)],
  )
}

/** Sets the counters of each post to the number of its rows, and updatedAt to the time of the last of them. */
export async function countConversations(client: Client, { posts }: { posts: WrittenPost[] }): Promise<void> {
  await client.query(
    `UPDATE "Post" p SET "likeCount" = likes.n, "commentCount" = comments.n,
       "updatedAt" = GREATEST(p."createdAt", likes.last, comments.last)
     FROM unnest($1::bigint[]) AS own (id),
       LATERAL (SELECT count(*)::int AS n, max("createdAt") AS last FROM "Like" WHERE "postId" = own.id) likes,
       LATERAL (SELECT count(*)::int AS n, max("createdAt") AS last FROM "Comment" WHERE "postId" = own.id) comments
     WHERE p.id = own.id`,
    [posts.map(({ id }) => id)],
  )
}
