import type { Client } from 'pg'
import { demoEmail } from './login.mjs'
import { PEOPLE } from './people.mjs'
import { PLACES } from './places.mjs'
import type { Follow, Friendship } from './ties'
import { daysBefore, idAt } from './times'
import type { WrittenPost } from './written'

/** Ids by handle, or by key of a place. They travel to the database as text: JSON numbers would lose digits. */
export type Ids = Map<string, string>
type Now = { now: Date }

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

type Relations = { people: Ids; friendships: Friendship[]; follows: Follow[] }

/** Friendships, asked and accepted, and who follows whom. */
export async function insertRelations(client: Client, { people, friendships, follows }: Relations): Promise<void> {
  const withIds = <Tie extends { from: string; to: string }>(ties: Tie[]) =>
    JSON.stringify(ties.map((tie) => ({ ...tie, from: people.get(tie.from), to: people.get(tie.to) })))
  await client.query(
    `INSERT INTO "Friendship" ("lowId", "highId", "requestedById", "createdAt", "acceptedAt")
     SELECT LEAST("from", "to"), GREATEST("from", "to"), "from", asked, accepted
     FROM jsonb_to_recordset($1) AS row ("from" bigint, "to" bigint, asked timestamptz, accepted timestamptz)`,
    [withIds(friendships)],
  )
  await client.query(
    `INSERT INTO "Follow" ("followerId", "followeeId", notify, "createdAt")
     SELECT * FROM jsonb_to_recordset($1) AS row ("from" bigint, "to" bigint, notify boolean, since timestamptz)`,
    [withIds(follows)],
  )
}

type Posts = { posts: WrittenPost[]; people: Ids; places: Ids }

export async function insertPosts(client: Client, { posts, people, places }: Posts): Promise<void> {
  const rows = posts.map(({ id, createdAt, line: [, who, text, how] }) => {
    const place = how?.visited ?? how?.ate
    return {
      id,
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
}
