import { query, transaction } from '@/lib/postgres/query'
import { bigint, statement } from '@/lib/postgres/statement'
import { newerUpdatedAt } from './newer-updated-at'

/** Posts per transaction: their rows are locked meanwhile. */
const CHUNK = 100

/** $1 the two people. The newest first, because they are on screens most likely. */
const BETWEEN = statement(
  'posts-with-traces-between',
  { id: bigint() },
  `SELECT p.id FROM "Like" l JOIN "Post" p ON p.id = l."postId"
     WHERE l."userId" = ANY ($1::bigint[]) AND p."authorId" = ANY ($1::bigint[]) AND p."authorId" <> l."userId" AND p."deletedAt" IS NULL
   UNION SELECT p.id FROM "Comment" c JOIN "Post" p ON p.id = c."postId"
     WHERE c."authorId" = ANY ($1::bigint[]) AND p."authorId" = ANY ($1::bigint[]) AND p."authorId" <> c."authorId"
       AND c."deletedAt" IS NULL AND p."deletedAt" IS NULL
   ORDER BY id DESC`,
)

/** In the order of ids, as recount-of-account.ts locks them. */
const LOCK = statement(
  'lock-posts-to-touch',
  { id: bigint() },
  `SELECT id FROM "Post" WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
)

const TOUCH = statement(
  'touch-posts',
  { id: bigint() },
  `UPDATE "Post" SET "updatedAt" = ${newerUpdatedAt.sql} WHERE id = ANY ($1::bigint[]) RETURNING id`,
)

/**
 * Makes the posts of two people newer that the other one has liked or commented: a block between them changes what everybody finds
 * there, and browsers take only a newer post. Yields them chunk by chunk. A repeat makes them newer once more, which does no harm.
 */
export async function* touchBetween(pair: readonly [bigint, bigint]): AsyncGenerator<bigint[]> {
  const posts = (await query(BETWEEN, [pair])).map(({ id }) => id)
  for (let at = 0; at < posts.length; at += CHUNK) yield await touch(posts.slice(at, at + CHUNK))
}

function touch(postIds: bigint[]): Promise<bigint[]> {
  return transaction(async (run) => {
    await run(LOCK, [postIds])
    return (await run(TOUCH, [postIds])).map(({ id }) => id)
  })
}
