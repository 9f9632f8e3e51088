import pg from 'pg'
import { clock } from '@/bench/measure/clock'
import { answer } from '@/bench/process/answer'
import { postId, readerId } from '@/bench/world/people'

type Load = { url: string; connections: number; post: number; likes: number }

/** The ceiling: everything that the baseline writes for a like, as one statement of `pg`, without HTTP or session. */
const LIKE = {
  name: 'one-statement',
  text: `
    WITH liked AS (
      INSERT INTO "Like" ("postId", "userId") VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING "postId", "userId"),
    counted AS (
      UPDATE "Post" p SET "likeCount" = "likeCount" + 1 FROM liked WHERE p.id = liked."postId"
      RETURNING p."authorId", liked.*),
    rung AS (
      UPDATE "PlainBell" b SET unseen = unseen + 1 FROM counted WHERE b."userId" = counted."authorId")
    INSERT INTO "PlainNotification" ("recipientId", type, "actorId", "postId")
    SELECT "authorId", 'like', "userId", "postId" FROM counted`,
}

const work = {
  /** Returns the milliseconds it took. */
  async like({ url, connections, post, likes }: Load): Promise<number> {
    const clients = await Promise.all(Array.from({ length: connections }, () => open(url)))
    const began = clock()
    let next = 0
    await Promise.all(
      clients.map(async (client) => {
        while (next < likes) await client.query({ ...LIKE, values: [postId(post), readerId(next++)] })
      }),
    )
    const ms = clock() - began
    await Promise.all(clients.map((client) => client.end()))
    return ms
  },
}

async function open(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

export type OneStatement = typeof work

answer(work)
