import { transaction } from '@/lib/postgres/query'
import { bigint, int, NOTHING, statement } from '@/lib/postgres/statement'

const LIKED = { id: bigint(), authorId: bigint(), likeCount: int() }

const LIKE = statement(
  'plain-like',
  { userId: bigint() },
  `INSERT INTO "Like" ("postId", "userId") VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING "userId"`,
)
const COUNT = statement(
  'plain-count',
  LIKED,
  `UPDATE "Post" SET "likeCount" = "likeCount" + 1 WHERE id = $1 RETURNING id, "authorId", "likeCount"`,
)
const NOTIFY = statement(
  'plain-notify-author',
  NOTHING,
  `INSERT INTO "PlainNotification" ("recipientId", type, "actorId", "postId") VALUES ($1, 'like', $2, $3)`,
)
const RING = statement('plain-ring-author', NOTHING, `UPDATE "PlainBell" SET unseen = unseen + 1 WHERE "userId" = $1`)

/** When the user likes the post already, nothing is counted. */
const FIND = statement('plain-post', LIKED, `SELECT id, "authorId", "likeCount" FROM "Post" WHERE id = $1`)

/**
 * What most projects do: one transaction of the request inserts the like, counts it, inserts a notification and adds one to
 * the bell. It does not check who may see the post, and delivers nothing to screens.
 */
export async function likePlainly(postId: bigint, userId: bigint) {
  const post = await transaction(async (run) => {
    const fresh = await run(LIKE, [postId, userId])
    const [row] = await run(fresh.length > 0 ? COUNT : FIND, [postId])
    if (row && fresh.length > 0) {
      await run(NOTIFY, [row.authorId, userId, postId])
      await run(RING, [row.authorId])
    }
    return row
  })
  return post && { id: String(post.id), likeCount: post.likeCount }
}
