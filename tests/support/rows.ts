import { query } from './query'

/**
 * Rows written past the product: very many at once, or states that last only a moment or cannot happen otherwise. Nothing is
 * recorded, no timeline is dropped, no stream is reset.
 */

type Somebody = { id: bigint }

/** New people who follow somebody. Their ids in order. */
export async function insertFollowers(followee: Somebody, count: number): Promise<bigint[]> {
  const rows = await query<Somebody>(
    `WITH crowd AS (
       INSERT INTO "User" (handle, name, email)
       SELECT 'crowd_' || $1 || '_' || n, 'One of many', 'crowd_' || $1 || '_' || n || '@example.com' FROM generate_series(1, $2::int) n
       RETURNING id),
     following AS (INSERT INTO "Follow" ("followerId", "followeeId") SELECT id, $1::bigint FROM crowd)
     SELECT id FROM crowd ORDER BY id`,
    [followee.id, count],
  )
  return rows.map(({ id }) => id)
}

/** Also between people of whom one blocks the other. */
export async function insertFollow(follower: Somebody, followee: Somebody): Promise<void> {
  const pair = [follower.id, followee.id]
  await query(`INSERT INTO "Follow" ("followerId", "followeeId") VALUES ($1, $2) ON CONFLICT DO NOTHING`, pair)
}

/** Follows and friendship stay. */
export async function insertBlock(blocker: Somebody, blocked: Somebody): Promise<void> {
  await query('INSERT INTO "Block" ("userId", "otherId") VALUES ($1, $2)', [blocker.id, blocked.id])
}

export async function insertMute(muter: Somebody, muted: Somebody): Promise<void> {
  await query('INSERT INTO "Mute" ("userId", "otherId") VALUES ($1, $2)', [muter.id, muted.id])
}

/** Public posts. Their ids from old to new. */
export async function insertPosts({ id }: Somebody, count: number): Promise<bigint[]> {
  const rows = await query<Somebody>(
    `INSERT INTO "Post" ("authorId", text, audience) SELECT $1, 'post ' || n, 'public' FROM generate_series(1, $2::int) n RETURNING id`,
    [id, count],
  )
  return rows.map((row) => row.id).sort((one, other) => (one < other ? -1 : 1))
}

/** A post that was written so many milliseconds ago: its id says so. */
export async function insertOldPost({ id }: Somebody, text: string, ago: number): Promise<bigint> {
  const [row] = await query<Somebody>(
    `INSERT INTO "Post" (id, "authorId", text, audience, "createdAt")
     VALUES (next_id() - ($3::bigint << 22), $1, $2, 'public', now() - $3 * interval '1 millisecond') RETURNING id`,
    [id, text, ago],
  )
  if (!row) throw new Error('no post was written')
  return row.id
}
