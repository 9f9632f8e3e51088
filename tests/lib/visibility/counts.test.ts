import { beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { deliverCounts, finishDeliveringCounts } from '@/lib/feed/deliver-counts'
import { findDrift } from '@/lib/postgres/counter-drift'
import { redis, startRedis } from '@/lib/redis/client'
import type { NotificationGroup, Post } from '@/lib/shared/views'
import {
  commentTexts,
  createPlace,
  follow,
  likerNames,
  poll,
  post,
  readBell,
  readFeed,
  showPosts,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { type Dice, pick, seededDice } from '../../support/dice'
import { drain, startJobs } from '../../support/jobs'
import { type Person, people, signIn } from '../../support/people'
import { query } from '../../support/query'
import { restoreAccount, suspendAccount } from '../../support/standing'
import { connectionOf, openStream, type TestStream, waitFor } from '../../support/streams'
import { rawTimeline } from '../../support/timelines'

/** SEED=… runs the same dice again. */
const SEED = Number(process.env.SEED) || Math.floor(Math.random() * 1e9)

beforeAll(startRedis)

const short = ({ likeCount, commentCount }: Post) => `${likeCount} likes, ${commentCount} comments`

type Village = { roll: Dice; all: Person[]; posts: Post[]; placeId: string; suspended: Set<Person> }

/** Six people who follow each other; each has checked in at the same place. */
async function found(roll: Dice): Promise<Village> {
  const all = await people('Ana', 'Ben', 'Cleo', 'Dana', 'Emil', 'Fay')
  for (const one of all) for (const other of all) if (one !== other) await follow(one, other)
  // For everybody: whoever has a block with its adder finds it, too.
  const { id: placeId } = await createPlace(all[0], { listed: true })
  const posts: Post[] = []
  for (const one of all) posts.push(await post(one, one.name, { activity: { verb: 'visited', placeId } }))
  return { roll, all, posts, placeId, suspended: new Set() }
}

/** Something that changes who likes, comments, or is seen by whom. A refusal is fine: the two may not see each other. */
async function something({ roll, all, posts, suspended }: Village): Promise<void> {
  const active = all.filter((one) => !suspended.has(one))
  const [who, whom, about] = [pick(roll, active), pick(roll, all), pick(roll, posts)]
  const deeds: [number, () => Promise<unknown>][] = [
    [10, () => ask.like(who, about)],
    [3, () => ask.unlike(who, about)],
    [8, () => ask.comment(who, about, { text: `by ${who.name}` })],
    [2, () => deleteSomeComment(who, { about, roll })],
    [4, async () => who !== whom && ![who, whom].some(isPeaceful) && ask.block(who, whom)],
    [2, async () => who !== whom && ask.unblock(who, whom)],
    [2, () => changeStanding(whom, { suspended, most: all.length - 4 })],
  ]
  await pick(
    roll,
    deeds.flatMap(([times, deed]) => Array<typeof deed>(times).fill(deed)),
  )()
}

/** Ana and Ben block nobody and are not blocked, so that their rows of the bell have everybody. */
const isPeaceful = ({ name }: Person) => name === 'Ana' || name === 'Ben'

async function deleteSomeComment(who: Person, { about, roll }: { about: Post; roll: Dice }): Promise<void> {
  const { body } = await ask.comments(who, about)
  if (body.items?.length > 0) await ask.deleteComment(who, pick(roll, body.items))
}

/** Drained before, because nobody is notified later of what somebody did in the moment before they were suspended. */
async function changeStanding(whom: Person, { suspended, most }: { suspended: Set<Person>; most: number }) {
  await drain()
  if (suspended.delete(whom)) return restoreAccount(whom)
  if (suspended.size >= most) return
  suspended.add(whom)
  await suspendAccount(whom)
}

/** Whom a viewer must find there, by a rule of its own: accounts that are active and have no block with viewer or author. */
async function mustBeListed(as: Person | undefined, about: Post): Promise<{ likes: string[]; comments: string[] }> {
  const listed = (table: string, who: string) => `ARRAY(
    SELECT u.name FROM "${table}" x JOIN "User" u ON u.id = x."${who}" WHERE x."postId" = p.id AND u."suspendedAt" IS NULL
      AND ${table === 'Comment' ? 'x."deletedAt" IS NULL' : 'true'} AND NOT EXISTS (SELECT 1 FROM "Block" b
        WHERE (b."userId", b."otherId") IN ((u.id, $2::bigint), ($2::bigint, u.id), (u.id, p."authorId"), (p."authorId", u.id))))`
  const [row] = await query<{ likes: string[]; comments: string[] }>(
    `SELECT ${listed('Like', 'userId')} AS likes, ${listed('Comment', 'authorId')} AS comments FROM "Post" p WHERE p.id = $1`,
    [BigInt(about.id), as?.id ?? null],
  )
  return { likes: row?.likes.toSorted() ?? [], comments: row?.comments.map((name) => `by ${name}`).toSorted() ?? [] }
}

/** What a viewer finds in the lists of each post that they may see, as counts; by the author's name. */
async function lengths(as: Person | undefined, posts: Post[]): Promise<Record<string, string>> {
  const counted: Record<string, string> = {}
  for (const about of posts) {
    if ((await ask.readPost(as, about)).status === 404) continue
    const [likes, comments] = [await likerNames(as, about), await commentTexts(as, about)]
    expect({ likes: likes.toSorted(), comments: comments.toSorted() }).toEqual(await mustBeListed(as, about))
    counted[about.author.name] = `${likes.length} likes, ${comments.length} comments`
  }
  return counted
}

const byAuthor = (posts: Post[]) => Object.fromEntries(posts.map((shown) => [shown.author.name, short(shown)]))

/** The counts that each surface shows to a viewer. */
async function surfaces(as: Person | undefined, { all, posts, placeId }: Village) {
  const permalinks: Post[] = []
  for (const about of posts) permalinks.push((await ask.readPost(as, about)).body.post)
  const profiles: Post[] = []
  for (const author of all) profiles.push(...((await ask.postsOf(as, author)).body.items ?? []))
  const place: Post[] = (await ask.postsAtPlace(as, { id: placeId })).body.items
  return { permalinks: byAuthor(permalinks.filter(Boolean)), profiles: byAuthor(profiles), place: byAuthor(place) }
}

/** The same of what a stream that was interrupted at the beginning replays, and of the newest live frames. */
async function streamed(as: Person, { posts, live, position }: { posts: Post[]; live: TestStream; position: string }) {
  const replay = await openStream(as, { position, until: 'replayed' })
  const replayed = byAuthor(replay.of('feed').map(({ data }) => data.post))
  replay.close()
  const newest = posts.flatMap(
    ({ id }) => live.of('post').findLast(({ data }) => data.post?.id === id)?.data.post ?? [],
  )
  return { replayed, live: byAuthor(newest) }
}

/** Delivers the counts of all posts to these streams, which have them on screen. A last frame shows that all have arrived. */
async function deliverAll(village: Village, streams: Map<Person, TestStream>): Promise<void> {
  await finishDeliveringCounts()
  for (const [who, live] of streams) await showPosts(who, village.posts, { connectionId: connectionOf(live) })
  for (const { id } of village.posts) await deliverCounts(redis, BigInt(id))
  const word = `last word ${performance.now()}`
  const body = frame('post', { post: { text: word } })
  await deliver(
    redis,
    [...streams.keys()].map(({ id }) => id),
    { kind: 'event', body },
  )
  for (const live of streams.values())
    await waitFor(() => live.of('post').some(({ data }) => data.post?.text === word), word)
}

/** Only one’s own posts are in a feed without a follow. */
const only = (counted: Record<string, string>, names: string[]) =>
  Object.fromEntries(Object.entries(counted).filter(([name]) => names.includes(name)))

async function checkViewer(as: Person, village: Village, live: TestStream): Promise<void> {
  const wanted = await lengths(as, village.posts)
  expect(await surfaces(as, village)).toEqual({ permalinks: wanted, profiles: wanted, place: wanted })
  const feed = await readFeed(as)
  const followed = feed.items.map(({ author }) => author.name)
  expect(byAuthor(feed.items)).toEqual(only(wanted, followed))
  const timeline = await rawTimeline(as)
  const position = `${timeline?.epoch}:${timeline?.base}`
  expect(byAuthor((await poll(as, position)).items)).toEqual(only(wanted, followed))
  const frames = await streamed(as, { posts: village.posts, live, position })
  expect(frames).toEqual({ replayed: only(wanted, Object.keys(frames.replayed)), live: wanted })
  expect(Object.keys(frames.replayed).length).toBeGreaterThan(0)
}

/**
 * The row of one’s own likes counts the people in the list of who likes it, without oneself. What a block has retracted does
 * not return when it ends.
 */
async function checkBell(as: Person, own: Post): Promise<void> {
  const names = (await likerNames(as, own)).filter((name) => name !== as.name)
  const { items } = await readBell(as, { query: '?limit=100' })
  const row = items.find(({ type, post: about }: NotificationGroup) => type === 'like' && about?.id === own.id)
  const expected = isPeaceful(as) ? names.length : Math.min(row?.actorCount ?? 0, names.length)
  expect([row?.actorCount ?? 0, row?.actors.length ?? 0]).toEqual([expected, Math.min(3, expected)])
  expect(names).toEqual(expect.arrayContaining(row?.actors.map(({ name }) => name) ?? []))
  if (row?.post) expect(short(row.post)).toEqual((await lengths(as, [own]))[as.name])
}

describe('a count is the length of the list that the viewer finds', () => {
  it(`of likes and comments, on every surface, for everybody, whatever happens (SEED=${SEED})`, async () => {
    const village = await found(seededDice(SEED))
    await startJobs()
    for (let round = 0; round < 2; round++) {
      for (let deed = 0; deed < 50; deed++) await something(village)
      await drain()
      const active = village.all.filter((one) => !village.suspended.has(one))
      expect(await findDrift()).toEqual([])
      const streams = new Map<Person, TestStream>()
      for (const one of active) {
        // Whoever was suspended and is back has to sign in again.
        one.cookie = (await signIn(one.id)).cookie
        streams.set(one, await openStream(one))
      }
      await deliverAll(village, streams)
      for (const [one, live] of streams) {
        await checkViewer(one, village, live)
        await checkBell(one, village.posts[village.all.indexOf(one)] as Post)
        live.close()
      }
      const wanted = await lengths(undefined, village.posts)
      expect(await surfaces(undefined, village)).toEqual({ permalinks: wanted, profiles: wanted, place: wanted })
      expect(await findDrift()).toEqual([])
    }
  }, 120_000)
})
