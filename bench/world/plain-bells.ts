import type { World } from './services'

/**
 * The notifications that most projects begin with: a row per event and a counter per person, added to. No groups, no
 * versions, nothing that keeps one from being told twice, and narrow tables, which favours them.
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

/** Gives everybody who is there a plain bell. */
export async function addPlainBells({ sql }: World): Promise<void> {
  await sql.query(TABLES)
}

/** What the plain bells say of a post: rows, and what all counters have counted since they were set to nothing. */
export async function readPlainBells({ sql }: World, postId: bigint): Promise<{ rows: number; unseen: number }> {
  const { rows } = await sql.query(
    `SELECT (SELECT count(*)::int FROM "PlainNotification" WHERE "postId" = $1) AS rows,
       (SELECT sum(unseen)::int FROM "PlainBell") AS unseen`,
    [postId],
  )
  return rows[0]
}

export async function forgetPlainCounts({ sql }: World): Promise<void> {
  await sql.query('UPDATE "PlainBell" SET unseen = 0 WHERE unseen > 0')
}
