import { query } from './query'

type Counts = Record<'likeCount' | 'likes' | 'commentCount' | 'comments', number>

/** What is stored about a post: its counters, and the rows that they count. */
export async function storedCounts({ id }: { id: string }): Promise<Counts> {
  const [row] = await query<Counts>(
    `SELECT "likeCount", "commentCount", (SELECT count(*)::int FROM "Like" WHERE "postId" = p.id) AS likes,
            (SELECT count(*)::int FROM "Comment" WHERE "postId" = p.id AND "deletedAt" IS NULL) AS comments
     FROM "Post" p WHERE id = $1`,
    [BigInt(id)],
  )
  if (!row) throw new Error('no such post')
  return row
}
