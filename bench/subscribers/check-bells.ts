import { missBy } from '@/bench/measure/miss'
import type { Sizes } from '@/bench/sizes'
import { authorId, readerId } from '@/bench/world/people'
import type { World } from '@/bench/world/services'

type Expected = { postId: string; star: number; sizes: Sizes['subscribers']; rowsBefore: number }

/** Each subscriber must have one notification of the post, in one group with one actor, and a counter that is one higher. */
export async function checkBells({ sql }: World, { postId, star, sizes: { subscribers }, rowsBefore }: Expected) {
  const { rows: notified } = await sql.query(
    `SELECT count(*)::int AS events, count(DISTINCT e."recipientId")::int AS people, count(g.id)::int AS groups,
       sum(g."actorCount")::int AS actors
     FROM "NotificationEvent" e LEFT JOIN "NotificationGroup" g ON g.id = e."groupId" AND g.key = 'new_post:' || $2::bigint
     WHERE e."postId" = $1 AND e."retractedAt" IS NULL`,
    [postId, authorId(star)],
  )
  const { rows: bells } = await sql.query(
    `SELECT count(*) FILTER (WHERE "unseenNotifications" < $3)::int AS short,
       count(*) FILTER (WHERE "unseenNotifications" > $3)::int AS long
     FROM "User" WHERE id >= $1 AND id < $1::bigint + $2::int`,
    [readerId(0), subscribers, Math.min(100, rowsBefore + 1)],
  )
  const { lost, doubled } = missBy(subscribers, Object.values(notified[0]))
  return { lost: lost + bells[0].short, doubled: doubled + bells[0].long }
}
