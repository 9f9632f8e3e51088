import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { findDrift } from '@/lib/postgres/counter-drift'
import { isPassword } from '@/lib/session/passwords'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { drawFace } from '../../prisma/demo/draw-faces.mjs'
import { DEMO_PASSWORD } from '../../prisma/demo/login.mjs'
import { PEOPLE } from '../../prisma/demo/people.mjs'
import { ASKED } from '../../prisma/demo/relations.mjs'
import { query } from '../support/query'

/** Only the database is set: making the village needs neither Redis nor the secrets of the site. */
const { PATH, DATABASE_URL } = process.env
const env = { PATH, DATABASE_URL, NODE_ENV: 'test' as const }
const seed = () => execFileSync(process.execPath, ['--import', 'tsx', 'prisma/seed.ts'], { encoding: 'utf8', env })
const count = async (table: string, where = 'true') =>
  Number((await query<{ count: bigint }>(`SELECT count(*) FROM "${table}" WHERE ${where}`))[0]?.count)

beforeAll(() => void seed())

test('it has twelve people or more, with faces, friends and places', async () => {
  expect(await count('User')).toBeGreaterThanOrEqual(12)
  expect(await count('Place')).toBeGreaterThanOrEqual(8)
  expect(await count('Friendship', '"acceptedAt" IS NOT NULL')).toBeGreaterThanOrEqual(12)
  expect(await count('Friendship', '"acceptedAt" IS NULL')).toBeGreaterThan(0)
  const faces = await query<{ avatarUrl: string }>('SELECT "avatarUrl" FROM "User"')
  expect(faces.filter(({ avatarUrl }) => !existsSync(`public${avatarUrl}`))).toEqual([])
})

test('they have posted for weeks, some of it for friends only and some from places', async () => {
  expect(await count('Post')).toBeGreaterThanOrEqual(80)
  expect(await count('Post', `audience = 'friends'`)).toBeGreaterThan(5)
  expect(await count('Post', '"placeId" IS NOT NULL')).toBeGreaterThan(20)
  expect(await count('Post', '"createdAt" > now()')).toBe(0)
  expect(await count('Post', `"createdAt" < now() - interval '14 days'`)).toBeGreaterThan(20)
})

test('a post has the id it would have got when it was written, so that feeds sort it correctly', async () => {
  const wrong = `id >> 22 <> id_at("createdAt") >> 22`
  expect(await count('Post', wrong)).toBe(0)
})

test('they comment, like and mention each other, and only those do who may see the post', async () => {
  expect(await count('Like')).toBeGreaterThan(200)
  expect(await count('Comment')).toBeGreaterThanOrEqual(60)
  expect(await count('Mention', '"commentId" IS NOT NULL')).toBeGreaterThanOrEqual(12)
  expect(await count('Mention', '"commentId" IS NULL')).toBeGreaterThanOrEqual(4)
  const said = `SELECT "postId", "authorId" AS who, "createdAt" FROM "Comment" UNION ALL SELECT "postId", "userId", "createdAt" FROM "Like"`
  const wrong = `SELECT 1 FROM (${said}) s JOIN "Post" p ON p.id = s."postId"
    WHERE NOT ${visiblePost('p', 's.who')} OR s."createdAt" <= p."createdAt" OR s."createdAt" > now()`
  expect(await query(wrong)).toEqual([])
})

test('everybody mentioned in a text has a stored mention, and a comment has the id it would have got', async () => {
  const named = `SELECT count(*) FROM (SELECT text FROM "Post" UNION ALL SELECT text FROM "Comment") t, regexp_matches(text, '@[a-z]+', 'g')`
  expect((await query<{ count: bigint }>(named))[0]?.count).toBe(BigInt(await count('Mention')))
  const wrong = `id >> 22 <> id_at("createdAt") >> 22`
  expect(await count('Comment', wrong)).toBe(0)
})

test('all counters agree with the rows they count', async () => {
  expect(await findDrift()).toEqual([])
  expect(await count('Post', '"likeCount" > 5 AND "commentCount" > 3')).toBeGreaterThan(0)
})

type Row = { handle: string; type: string; unseen: boolean; read: boolean }
const BELLS = `SELECT u.handle, g.type, g."readAt" IS NOT NULL AS read, g."readAt" IS NULL AND g."lastSeq" > u."seenUpTo" AS unseen
  FROM "NotificationGroup" g JOIN "User" u ON u.id = g."recipientId" WHERE g."actorCount" > 0`
const bellOf = async (handle: string) => (await query<Row>(BELLS)).filter((row) => row.handle === handle)

test('the bells have something new, something unread and something read, of most kinds', async () => {
  for (const handle of ['ana', 'ben']) {
    const bell = await bellOf(handle)
    const unseen = bell.filter((row) => row.unseen).length
    const unread = bell.filter((row) => !row.read).length
    expect(unseen).toBeGreaterThanOrEqual(3)
    expect(unseen).toBeLessThanOrEqual(8)
    expect(unread).toBeGreaterThan(unseen)
    expect(bell.length).toBeGreaterThan(unread)
    expect(new Set(bell.map(({ type }) => type)).size).toBeGreaterThanOrEqual(6)
  }
  for (const { handle } of PEOPLE) expect((await bellOf(handle)).length).toBeGreaterThan(5)
})

test('a friend request without an answer is new to the person who was asked', async () => {
  const waiting = (await query<Row>(BELLS)).filter(({ type }) => type === 'friend_request')
  expect(waiting.map(({ handle }) => handle).sort()).toEqual(
    Object.keys(ASKED)
      .map((pair) => pair.split(' ')[1])
      .sort(),
  )
  expect(waiting.filter(({ unseen }) => !unseen)).toEqual([])
})

test('nobody is notified of what they did themselves, or of what they may not see', async () => {
  expect(await count('NotificationEvent', '"actorId" = "recipientId"')).toBe(0)
  const hidden = `SELECT 1 FROM "NotificationEvent" e JOIN "Post" p ON p.id = e."postId" WHERE NOT ${visiblePost('p', 'e."recipientId"')}`
  expect(await query(hidden)).toEqual([])
})

test('the notifications of a bell are in the order of time, and none is in the future', async () => {
  const ordered = `SELECT lag("alertedAt") OVER (PARTITION BY "recipientId" ORDER BY seq) > "alertedAt" AS wrong FROM "NotificationEvent"`
  expect(await query(`SELECT 1 FROM (${ordered}) events WHERE wrong`)).toEqual([])
  expect(await count('NotificationGroup', '"lastAt" > now() OR "firstAt" > "lastAt"')).toBe(0)
  expect(await count('NotificationGroup', `"lastAt" - "firstAt" > interval '24 hours'`)).toBe(0)
})

test('everybody signs in with the printed password', async () => {
  const [ana] = await query<{ passwordHash: string }>(`SELECT "passwordHash" FROM "User" WHERE handle = 'ana'`)
  expect(await isPassword(ana?.passwordHash ?? null, DEMO_PASSWORD)).toBe(true)
})

test('seeding it again adds nothing', async () => {
  const tables = ['User', 'Post', 'Follow', 'Like', 'Comment', 'Mention', 'NotificationGroup', 'NotificationEvent']
  const countAll = () => Promise.all(tables.map((table) => count(table)))
  const before = await countAll()
  expect(seed()).toContain('there already')
  expect(await countAll()).toEqual(before)
})

test('the committed faces are those that people.mjs describes', () => {
  for (const person of PEOPLE) expect(readFileSync(`public/faces/${person.handle}.svg`, 'utf8')).toBe(drawFace(person))
})
