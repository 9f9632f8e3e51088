import { transaction } from '@/lib/postgres/db'

const LIKE = {
  name: 'plain-like',
  text: `INSERT INTO "Like" ("postId", "userId") VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`,
}
const COUNT = {
  name: 'plain-count',
  text: `UPDATE "Post" SET "likeCount" = "likeCount" + 1 WHERE id = $1 RETURNING id, "authorId", "likeCount"`,
}
const NOTIFY = {
  name: 'plain-notify',
  text: `INSERT INTO "PlainNotification" ("recipientId", type, "actorId", "postId") VALUES ($1, 'like', $2, $3)`,
}
const RING = { name: 'plain-ring', text: `UPDATE "PlainBell" SET unseen = unseen + 1 WHERE "userId" = $1` }

/** Only one that is new counts. */
const FIND = { name: 'plain-post', text: `SELECT id, "authorId", "likeCount" FROM "Post" WHERE id = $1` }

type Liked = { id: bigint; authorId: bigint; likeCount: number }

/**
 * What most projects do: like, count, a notification for each and one more on the bell, in one transaction of the request.
 * It asks nothing about who may see the post, and tells nobody.
 */
export async function likePlainly(postId: bigint, userId: bigint) {
  const post = await transaction(async (run) => {
    const fresh = await run(LIKE, [postId, userId])
    const [row] = await run<Liked>(fresh.length > 0 ? COUNT : FIND, [postId])
    if (row && fresh.length > 0) {
      await run(NOTIFY, [row.authorId, userId, postId])
      await run(RING, [row.authorId])
    }
    return row
  })
  return post && { id: String(post.id), likeCount: post.likeCount }
}
