import { execFileSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { findDrift } from '@/lib/postgres/counter-drift'
import { env } from '@/lib/process/env'
import { listMigrations, migrate } from '../../bin/migrate.mjs'
import { demoEmail } from '../../prisma/demo/login.mjs'
import { bellOf } from '../lib/notifications/checked-bell'
import { befriend, feedTexts, follow, foundPlaces, like, post, readFeed } from '../support/acts'
import { ask } from '../support/ask'
import { drain } from '../support/jobs'
import { people, person } from '../support/people'
import { query } from '../support/query'

/** The migrations of a site that runs since before references were checked. */
const OLD = 3

/** An id that no person has. */
const NOBODY = '1234'

const TABLES = [
  'User',
  'Identity',
  'Session',
  'Follow',
  'Friendship',
  'Block',
  'Mute',
  'Place',
  'Post',
  'PostRevision',
  'Like',
  'Comment',
  'Mention',
  'ThreadMute',
  'NotificationGroup',
  'NotificationEvent',
  'NotificationGroupActor',
  'OutboxEvent',
  'IdempotencyKey',
]

/** Rows that the old schema took and the new one would refuse. */
const ORPHANS = [
  `INSERT INTO "Friendship" ("lowId", "highId", "requestedById", "acceptedAt") SELECT ${NOBODY}, id, id, now() FROM "User" WHERE handle = 'ana'`,
  `INSERT INTO "Friendship" ("lowId", "highId", "requestedById") SELECT id, 9223372036854775807, id FROM "User" WHERE handle = 'ben'`,
  `INSERT INTO "Block" ("userId", "otherId") SELECT ${NOBODY}, id FROM "User" WHERE handle = 'ana'`,
  `INSERT INTO "Block" ("userId", "otherId") SELECT id, ${NOBODY} FROM "User" WHERE handle = 'ben'`,
  `INSERT INTO "Mute" ("userId", "otherId") SELECT ${NOBODY}, id FROM "User" WHERE handle = 'ana'`,
  `INSERT INTO "Mute" ("userId", "otherId") SELECT id, ${NOBODY} FROM "User" WHERE handle = 'ben'`,
  `INSERT INTO "IdempotencyKey" ("userId", key, "bodyHash", response) VALUES (${NOBODY}, 'key', '', '{}')`,
]
const orphanOf: Record<string, string> = {
  Friendship: `NOT EXISTS (SELECT FROM "User" WHERE id = "lowId") OR NOT EXISTS (SELECT FROM "User" WHERE id = "highId")`,
  Block: `${NOBODY} IN ("userId", "otherId")`,
  Mute: `${NOBODY} IN ("userId", "otherId")`,
  IdempotencyKey: `"userId" = ${NOBODY}`,
}

/** Rows that must stay although they are unusual. */
const UNUSUAL = [
  `INSERT INTO "Place" (name, kind, "addedById") VALUES ('Added by nobody', 'cafe', ${NOBODY}), ('Added by no one', 'cafe', NULL)`,
  `INSERT INTO "Post" ("authorId", text, audience, verb, "placeId")
   SELECT u.id, 'at a place of nobody', 'public', 'ate_at', p.id FROM "User" u, "Place" p WHERE u.handle = 'ana' AND p.name = 'Added by nobody'`,
  // Added twice, and added for a check-in of their own.
  `INSERT INTO "Place" (name, kind) VALUES ('Twin Pond', 'pond')`,
  `INSERT INTO "Place" (name, kind) VALUES ('TWIN  Pönd', 'pond')`,
  `INSERT INTO "Place" (name, kind, "addedById") SELECT 'Attic of ' || name, 'home', id FROM "User" WHERE handle IN ('ana', 'ben')`,
  `INSERT INTO "Post" ("authorId", text, audience, verb, "placeId")
   SELECT "addedById", 'home', CASE WHEN name LIKE 'Attic of Ben%' THEN 'public' ELSE 'only_me' END, 'visited', id FROM "Place" WHERE kind = 'home'`,
  `INSERT INTO "PostRevision" ("postId", text, audience) SELECT id, 'before', 'only_me' FROM "Post" LIMIT 3`,
  `INSERT INTO "Block" ("userId", "otherId") SELECT a.id, b.id FROM "User" a, "User" b WHERE a.handle = 'ana' AND b.handle = 'greta'`,
  `INSERT INTO "Mute" ("userId", "otherId") SELECT a.id, b.id FROM "User" a, "User" b WHERE a.handle = 'ben' AND b.handle <> 'ben'`,
  `INSERT INTO "Identity" (provider, "accountId", "userId") SELECT 'google', handle, id FROM "User"`,
  `INSERT INTO "ThreadMute" ("userId", "postId") SELECT u.id, p.id FROM "User" u, "Post" p WHERE u.handle = 'ana'`,
  `INSERT INTO "IdempotencyKey" ("userId", key, "bodyHash", response) SELECT id, 'key', '', '{}' FROM "User"`,
  `INSERT INTO "Session" (id, "userId", device, ip, "endedAt", "lastSeenAt")
   SELECT 'session ' || handle, id, 'Browser', '203.0.113.7', now() - interval '9 days', now() - interval '70 days' FROM "User"`,
  `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt", "parkedAt", "lastError")
   VALUES ('fan-out', 'post.created', '{"postId": "none"}', now() + interval '1 day', now(), 'kept')`,
  // Notifications of what is gone: they have no references.
  `INSERT INTO "NotificationEvent" ("recipientId", "dedupeKey", type, "actorId", "postId", "commentId", "groupId", seq, "retractedAt")
   SELECT "recipientId", 'reply:${NOBODY}:${NOBODY}', 'reply', ${NOBODY}, ${NOBODY}, ${NOBODY}, id, 1, now() FROM "NotificationGroup" LIMIT 1`,
]

/** Of a table that has more columns since, those that it had: the others are filled. */
const columnsOf: Record<string, string> = { Place: `ROW(id, name, kind, address, "addedById", "createdAt")` }

async function snapshot(): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>()
  for (const table of TABLES) {
    const rows = await query<{ row: string }>(
      `SELECT ${columnsOf[table] ?? 't'}::text AS row FROM "${table}" t WHERE (${orphanOf[table] ?? 'false'}) IS NOT TRUE ORDER BY 1`,
    )
    tables.set(
      table,
      rows.map(({ row }) => row),
    )
  }
  return tables
}

const countOrphans = async () => {
  const counts = Object.entries(orphanOf).map(
    ([table, orphan]) => `(SELECT count(*) FROM "${table}" WHERE ${orphan})::int`,
  )
  return (await query<{ count: number }>(`SELECT ${counts.join(' + ')} AS count`))[0]?.count
}

/**
 * The seed writes notifications by the rules of today, which ask for what these migrations add. It is removed again before
 * they run.
 */
const FOR_THE_SEED: Record<string, string> = {
  '20261128020000_id_at': 'DROP FUNCTION id_at',
  '20261130000000_ended_relations': 'DROP TABLE "EndedRelation"',
  '20261130010000_widened_posts':
    'ALTER TABLE "Post" DROP COLUMN "widenedAt"; ALTER TABLE "Comment" DROP COLUMN audience',
}

let before: Map<string, string[]>

beforeAll(async () => {
  await query('DROP SCHEMA public CASCADE')
  await query('CREATE SCHEMA public')
  await migrate(env.DATABASE_URL, listMigrations().slice(0, OLD))
  const ahead = listMigrations().filter(({ name }) => name in FOR_THE_SEED)
  for (const { sql } of ahead) await query(sql)
  const { PATH, DATABASE_URL } = process.env
  execFileSync(process.execPath, ['--import', 'tsx', 'prisma/seed.ts'], {
    env: { PATH, DATABASE_URL, NODE_ENV: 'test' },
  })
  for (const statement of [...UNUSUAL, ...ORPHANS]) await query(statement)
  expect(await countOrphans()).toBe(ORPHANS.length)
  before = await snapshot()
  for (const { name } of ahead) await query(FOR_THE_SEED[name] ?? '')
  const names = listMigrations().map(({ name }) => name)
  expect(await migrate(env.DATABASE_URL)).toEqual(names.slice(OLD))
})

test('a site keeps every row but those that name a person who is gone', async () => {
  for (const [table, rows] of before) expect(rows.length, table).toBeGreaterThan(0)
  const after = await snapshot()
  // The place stays, without the person who added it.
  const places = before.get('Place')?.map((row) => row.replace(`,${NOBODY},`, ',,')) ?? []
  // Its last column is new.
  const users = before.get('User')?.map((row) => row.replace(/\)$/, ',0)')) ?? []
  expect(Object.fromEntries(after)).toEqual({
    ...Object.fromEntries(before),
    Place: places.sort(),
    User: users.sort(),
  })
  expect(await countOrphans()).toBe(0)
})

test('all constraints hold for the old rows too', async () => {
  expect(await query(`SELECT conname FROM pg_constraint WHERE NOT convalidated`)).toEqual([])
  expect(await findDrift()).toEqual([])
})

test('its people post, read, like and are notified as before', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await befriend(ana, ben)
  const written = await post(ben, 'After the migration', { audience: 'friends' })
  await like(ana, written)
  await drain()
  expect(await feedTexts(ana)).toEqual(['After the migration'])
  const { rows } = await bellOf(ben)
  expect(rows.map(({ type, post: about }) => [type, about?.text])).toEqual([['like', 'After the migration']])
})

test('somebody new reads what an old person of the village wrote, and likes it', async () => {
  const cleo = await person('Cleo')
  const [greta] = await query<{ id: bigint; handle: string }>(`SELECT id, handle FROM "User" WHERE email = $1`, [
    demoEmail('greta'),
  ])
  await follow(cleo, { handle: greta?.handle ?? '' })
  const [newest] = (await readFeed(cleo)).items
  if (!newest) throw new Error('the feed is empty')
  await like(cleo, newest)
  await drain()
  const [row] = await query<{ likers: string[] }>(
    `SELECT array_agg(x."actorId")::text[] AS likers FROM "NotificationGroup" g JOIN "NotificationGroupActor" x ON x."groupId" = g.id
     WHERE g."recipientId" = $1 AND g.key = 'like:' || $2::bigint`,
    [greta?.id, newest.id],
  )
  expect(row?.likers).toContain(String(cleo.id))
  expect(await findDrift()).toEqual([])
})

test('places that were added twice stay two, and nobody adds a third; those of private check-ins are not listed', async () => {
  const cleo = await person('Cleo')
  expect(await foundPlaces(cleo, 'twin pond')).toEqual(['Twin Pond', 'TWIN  Pönd'])
  const { status, body } = await ask.createPlace(cleo, { name: 'twin pond', kind: 'pond' })
  expect([status, body.place.name]).toEqual([200, 'Twin Pond'])
  const attics = (await query<{ name: string }>(`SELECT name FROM "Place" WHERE kind = 'home' ORDER BY id`)).map(
    ({ name }) => name,
  )
  expect(attics).toHaveLength(2)
  expect(await foundPlaces(cleo, 'attic')).toEqual(attics.filter((name) => name.startsWith('Attic of Ben')))
})
