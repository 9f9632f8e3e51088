import { missBy } from '@/bench/measure/miss'
import { authorId, postId } from '@/bench/world/people'
import { readPlainBells } from '@/bench/world/plain-bells'
import type { World } from '@/bench/world/services'

type Liked = { post: number; author: number; likes: number }

/** `shown`: the post's counter; `rows`: its likes; `likers`: how many users they are from. */
async function countLikes({ sql }: World, post: number): Promise<number[]> {
  const { rows } = await sql.query(
    `SELECT p."likeCount" AS shown, count(l."userId")::int AS rows, count(DISTINCT l."userId")::int AS likers
     FROM "Post" p LEFT JOIN "Like" l ON l."postId" = p.id WHERE p.id = $1 GROUP BY p.id`,
    [postId(post)],
  )
  return Object.values(rows[0])
}

/** The author must have one group for the post with all who like it, and the counters must match the rows. */
export async function checkLikes(world: World, { post, author, likes }: Liked) {
  const { rows: groups } = await world.sql.query(
    `SELECT g."actorCount" AS actors,
       (SELECT count(*)::int FROM "NotificationGroupActor" x WHERE x."groupId" = g.id) AS listed,
       (SELECT count(*)::int FROM "NotificationEvent" e WHERE e."groupId" = g.id AND e."retractedAt" IS NULL) AS events
     FROM "NotificationGroup" g WHERE g.key = 'like:' || $1::bigint`,
    [postId(post)],
  )
  const { rows: bells } = await world.sql.query(
    `SELECT u."unseenNotifications" - LEAST(100, count(g.id))::int AS off
     FROM "User" u LEFT JOIN "NotificationGroup" g ON g."recipientId" = u.id AND g."actorCount" > 0
     WHERE u.id = $1 GROUP BY u.id`,
    [authorId(author)],
  )
  const off = [
    missBy(likes, [...(await countLikes(world, post)), ...groups.flatMap((group) => Object.values<number>(group))]),
    missBy(1, [groups.length]),
    missBy(0, [bells[0].off]),
  ]
  const sum = (what: 'lost' | 'doubled') => off.reduce((all, part) => all + part[what], 0)
  return { lost: sum('lost'), doubled: sum('doubled') }
}

/** The same check for the plain bells. */
export async function checkPlainLikes(world: World, { post, likes }: Liked) {
  const { rows, unseen } = await readPlainBells(world, postId(post))
  return missBy(likes, [...(await countLikes(world, post)), rows, unseen])
}
