import type { World } from './services'

/**
 * The notifications that most projects begin with: a row per event and a counter per user. They have no groups, no versions
 * and no protection against duplicates, and their tables are narrow, which favours them.
 */
const TABLES = `
  CREATE TABLE "PlainNotification" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "recipientId" bigint NOT NULL REFERENCES "User" (id) ON DELETE CASCADE,
    type text NOT NULL,
    "actorId" bigint NOT NULL,
    "postId" bigint NOT NULL,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "readAt" timestamptz);
  CREATE INDEX ON "PlainNotification" ("recipientId", id DESC);
  CREATE TABLE "PlainBell" (
    "userId" bigint PRIMARY KEY REFERENCES "User" (id) ON DELETE CASCADE,
    unseen int NOT NULL DEFAULT 0);
  INSERT INTO "PlainBell" SELECT id FROM "User"`

/** Gives every existing user a plain bell. */
export async function addPlainBells({ sql }: World): Promise<void> {
  await sql.query(TABLES)
}

/** The notifications of a post in the plain bells, and the sum of all counters since they were reset. */
export async function readPlainBells({ sql }: World, postId: bigint): Promise<{ rows: number; unseen: number }> {
  const { rows } = await sql.query(
    `SELECT (SELECT count(*)::int FROM "PlainNotification" WHERE "postId" = $1) AS rows,
       (SELECT sum(unseen)::int FROM "PlainBell") AS unseen`,
    [postId],
  )
  return rows[0]
}

export async function resetPlainCounts({ sql }: World): Promise<void> {
  await sql.query('UPDATE "PlainBell" SET unseen = 0 WHERE unseen > 0')
}
