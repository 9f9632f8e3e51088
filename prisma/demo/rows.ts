import type { Client } from 'pg'
import { demoEmail } from './login.mjs'
import { PEOPLE } from './people.mjs'
import { PLACES } from './places.mjs'
import { DAYS, LATELY, type Line } from './posts.mjs'
import { ASKED, FOLLOWS, FRIENDS } from './relations.mjs'

/** Ids by handle, or by key of a place. They travel to the database as text: JSON numbers would lose digits. */
type Ids = Map<string, string>
type Now = { now: Date }

const EPOCH = Date.UTC(2026, 0, 1)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What next_id() would have made at that time: ids sort by time, so what is dated back needs an id from back then. */
function idAt(time: Date, n: number): string {
  return String((BigInt(Math.max(0, time.getTime() - EPOCH)) << 22n) | BigInt(n))
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY)

export async function insertPeople(
  client: Client,
  { now, passwordHash }: Now & { passwordHash: string },
): Promise<Ids> {
  const rows = PEOPLE.map(({ handle, name, bio }, index) => {
    const createdAt = daysBefore(now, 90 - index)
    const avatarUrl = `/faces/${handle}.svg`
    return {
      id: idAt(createdAt, index),
      handle,
      name,
      bio,
      avatarUrl,
      email: demoEmail(handle),
      passwordHash,
      createdAt,
    }
  })
  await client.query(
    `INSERT INTO "User" (id, handle, name, bio, "avatarUrl", email, "passwordHash", "createdAt")
     SELECT * FROM jsonb_to_recordset($1) AS row (id bigint, handle text, name text, bio text, "avatarUrl" text, email text,
       "passwordHash" text, "createdAt" timestamptz)`,
    [JSON.stringify(rows)],
  )
  return new Map(rows.map(({ handle, id }) => [handle, id]))
}

export async function insertPlaces(client: Client, { now, addedBy }: Now & { addedBy: Ids }): Promise<Ids> {
  const createdAt = daysBefore(now, 60)
  const rows = PLACES.map((place, index) => ({
    ...place,
    id: idAt(createdAt, index),
    addedById: addedBy.get('greta'),
    createdAt,
  }))
  await client.query(
    `INSERT INTO "Place" (id, name, kind, address, "addedById", "createdAt")
     SELECT * FROM jsonb_to_recordset($1) AS row (id bigint, name text, kind text, address text, "addedById" bigint, "createdAt" timestamptz)`,
    [JSON.stringify(rows)],
  )
  return new Map(rows.map(({ key, id }) => [key, id]))
}

/** Friendships, asked and accepted, and who follows whom. Returns how many there are. */
export async function insertRelations(client: Client, { now, people }: Now & { people: Ids }): Promise<number> {
  const pairsOf = (lines: string[]) => lines.map((line) => line.split(' ').map((handle) => people.get(handle)))
  const friends = pairsOf(FRIENDS)
  const follows = Object.entries(FOLLOWS).flatMap(([handle, others]) =>
    others.map((other) => [people.get(handle), people.get(other)]),
  )
  const since = daysBefore(now, 50)
  await client.query(
    `INSERT INTO "Friendship" ("lowId", "highId", "requestedById", "createdAt", "acceptedAt")
     SELECT LEAST((pair->>0)::bigint, (pair->>1)::bigint), GREATEST((pair->>0)::bigint, (pair->>1)::bigint), (pair->>0)::bigint,
       $3::timestamptz, CASE WHEN accepted THEN $3::timestamptz + interval '1 hour' END
     FROM (SELECT value AS pair, true AS accepted FROM jsonb_array_elements($1)
           UNION ALL SELECT value, false FROM jsonb_array_elements($2)) AS pairs`,
    [JSON.stringify(friends), JSON.stringify(pairsOf(ASKED)), since],
  )
  const ties = [...friends, ...friends.map((pair) => pair.toReversed()), ...follows]
  const { rowCount } = await client.query(
    `INSERT INTO "Follow" ("followerId", "followeeId", "createdAt")
     SELECT (value->>0)::bigint, (value->>1)::bigint, $2 FROM jsonb_array_elements($1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(ties), since],
  )
  return friends.length + (rowCount ?? 0)
}

export async function insertPosts(
  client: Client,
  { now, people, places }: Now & { people: Ids; places: Ids },
): Promise<number> {
  const rows = datedLines(now).map(([createdAt, [, who, text, how]], index) => {
    const place = how?.visited ?? how?.ate
    return {
      id: idAt(createdAt, index),
      authorId: people.get(who),
      text,
      audience: how?.audience ?? 'public',
      verb: place ? (how?.ate ? 'ate_at' : 'visited') : null,
      placeId: place ? places.get(place) : null,
      createdAt,
    }
  })
  await client.query(
    `INSERT INTO "Post" (id, "authorId", text, audience, verb, "placeId", "createdAt", "updatedAt")
     SELECT id, "authorId", text, audience, verb, "placeId", "createdAt", "createdAt"
     FROM jsonb_to_recordset($1) AS row (id bigint, "authorId" bigint, text text, audience text, verb text, "placeId" bigint, "createdAt" timestamptz)`,
    [JSON.stringify(rows)],
  )
  return rows.length
}

/** The last of the days is yesterday. */
function datedLines(now: Date): [Date, Line][] {
  const today = now.getTime() - (now.getTime() % DAY)
  const days = DAYS.flatMap((lines, day) =>
    lines.map((line): [Date, Line] => [new Date(today - (DAYS.length - day) * DAY + line[0] * 60 * MINUTE), line]),
  )
  return [...days, ...LATELY.map((line): [Date, Line] => [new Date(now.getTime() - line[0] * MINUTE), line])]
}
