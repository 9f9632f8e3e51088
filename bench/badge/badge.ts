import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { SendRequests } from '@/bench/load/send-requests.program'
import { missBy } from '@/bench/measure/miss'
import { eventsOf, linesAtRates, measureAtRates } from '@/bench/measure/open-loop'
import { startProgram } from '@/bench/process/program'
import { startSite } from '@/bench/process/site'
import { type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import { likedPost } from '@/bench/world/marks'
import { untilNobodyIsOnline } from '@/bench/world/online'
import { addFollowsAmongAuthors, addPeople, addPosts, postId, settleTables, writeCookies } from '@/bench/world/people'
import type { World } from '@/bench/world/services'

/**
 * Measures the time from when a like should be sent until the bell of the post's author shows it, through the whole site.
 * Every user has an open stream, likes and is liked. Like n is for post n, so each bell frame shows which like caused it.
 */
export async function badge(world: World, { repeats, badge: sizes }: Sizes): Promise<Report> {
  const { streams, followees, ...pace } = sizes
  const all = { ...pace, repeats }
  await addPeople(world, { readers: 0, authors: streams })
  await addFollowsAmongAuthors(world, { authors: streams, each: followees })
  await addPosts(world, { count: eventsOf(all), authors: streams })
  await settleTables(world)
  const site = await startSite(world.env)
  const senders = await startProgram<SendRequests>('send-requests', world.env)
  const readers = await startProgram<OpenStreams>('open-streams', world.env)
  const { port } = site.web
  const cookies = await writeCookies(world, 'author', streams)
  await senders.ask('aim', { port, kind: 'like', cookies })
  const people = { cookies, from: 0, to: streams, atOnce: 20 }
  await readers.ask('open', { port, until: 'event: hello', mark: likedPost(1), ...people })
  const samples = await measureAtRates(
    world,
    { site, senders, readers },
    { ...all, groups: streams, absolute: true, check: (likes) => checkBells(world, likes) },
  )
  await Promise.all([readers.stop(), senders.stop()])
  await untilNobodyIsOnline(world)
  await site.stop()
  return { rows: rowsOf('badge', samples, linesAtRates(pace.rates, { event: 'like', request: 'PUT' })), bars: [] }
}

/** Each of these posts must have one like and one group with one actor, and all counters must match their rows. */
async function checkBells({ sql }: World, { first, count }: { first: number; count: number }) {
  const range = [postId(first), postId(first + count - 1)]
  const likes = await sql.query(
    `SELECT sum("likeCount")::int AS likes, sum(g."actorCount")::int AS actors, count(g.id)::int AS groups
     FROM "Post" p LEFT JOIN "NotificationGroup" g ON g.key = 'like:' || p.id AND g."recipientId" = p."authorId"
     WHERE p.id BETWEEN $1 AND $2`,
    range,
  )
  const wrong = await sql.query(
    `SELECT count(*)::int AS bells FROM "User" u WHERE u."unseenNotifications" <> (
       SELECT LEAST(100, count(*)) FROM "NotificationGroup" g WHERE g."recipientId" = u.id AND g."actorCount" > 0)`,
  )
  const { lost, doubled } = missBy(count, Object.values(likes.rows[0]))
  return { lost: lost + wrong.rows[0].bells, doubled }
}
