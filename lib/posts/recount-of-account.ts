import { query, transaction } from '@/lib/postgres/query'
import { bigint, statement } from '@/lib/postgres/statement'
import { isActiveAccount } from '@/lib/users/user-sql'
import { newerUpdatedAt } from './newer-updated-at'

/** Posts per transaction: their rows are locked while their likes and comments are counted. */
const CHUNK = 20

/** $1 the account. The newest first, because they are on screens most likely. */
const TOUCHED = statement(
  'posts-touched-by-account',
  { id: bigint() },
  `SELECT "postId" AS id FROM "Like" WHERE "userId" = $1
   UNION SELECT "postId" FROM "Comment" WHERE "authorId" = $1 AND "deletedAt" IS NULL ORDER BY id DESC`,
)

const LOCK = statement(
  'lock-posts-to-recount',
  { id: bigint() },
  `SELECT id FROM "Post" WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
)

const isActive = (id: string) => `EXISTS (SELECT 1 FROM "User" u WHERE u.id = ${id} AND ${isActiveAccount('u')})`

/** $1 the posts. Returns those whose counts have changed. */
const RECOUNT = statement(
  'recount-posts',
  { id: bigint() },
  `UPDATE "Post" p SET "likeCount" = counted.likes, "commentCount" = counted.comments, "updatedAt" = ${newerUpdatedAt.sql}
   FROM (SELECT own.id,
       (SELECT count(*) FROM "Like" l WHERE l."postId" = own.id AND ${isActive('l."userId"')})::int AS likes,
       (SELECT count(*) FROM "Comment" c
         WHERE c."postId" = own.id AND c."deletedAt" IS NULL AND ${isActive('c."authorId"')})::int AS comments
     FROM unnest($1::bigint[]) AS own (id)) counted
   WHERE p.id = counted.id AND (p."likeCount", p."commentCount") <> (counted.likes, counted.comments)
   RETURNING p.id`,
)

/**
 * Counts the posts again that an account likes or has commented, by the accounts that are active now. Yields the posts whose
 * counts have changed, chunk by chunk. Idempotent. Transactions that began before the account changed must have ended: see
 * wait-for-transactions.ts.
 */
export async function* recountOfAccount(userId: bigint): AsyncGenerator<bigint[]> {
  const posts = (await query(TOUCHED, [userId])).map(({ id }) => id)
  for (let at = 0; at < posts.length; at += CHUNK) {
    const changed = await recount(posts.slice(at, at + CHUNK))
    if (changed.length > 0) yield changed
  }
}

/** The lock is a statement of its own: the next one then counts what those have committed who held the rows before. */
function recount(postIds: bigint[]): Promise<bigint[]> {
  return transaction(async (run) => {
    await run(LOCK, [postIds])
    return (await run(RECOUNT, [postIds])).map(({ id }) => id)
  })
}
