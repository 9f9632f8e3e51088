import { query } from '../../support/query'

/** What a bell must show, counted from the events alone, without the stored counters and actors. */
export type Recount = {
  unseen: number
  unread: number
  stored: { unseen: number; unread: number }
  groups: { id: string; actors: number; seq: string; stored: { actors: number; faces: number; seq: string } }[]
}

const GROUPS = `
  SELECT g.id::text, count(DISTINCT e."actorId")::int AS actors, max(e.seq)::text AS seq,
    (g."lastSeq" > u."seenUpTo" AND g."readAt" IS NULL AND g."archivedAt" IS NULL) AS unseen,
    (g."readAt" IS NULL AND g."archivedAt" IS NULL) AS unread,
    json_build_object('actors', g."actorCount", 'seq', g."lastSeq"::text, 'faces',
      (SELECT count(*) FROM "NotificationGroupActor" x WHERE x."groupId" = g.id)) AS stored
  FROM "User" u JOIN "NotificationGroup" g ON g."recipientId" = u.id
    JOIN "NotificationEvent" e ON e."groupId" = g.id AND e."retractedAt" IS NULL
  WHERE u.id = $1 GROUP BY g.id, u.id`

type GroupRow = Recount['groups'][number] & { unseen: boolean; unread: boolean }

/** Counts again. */
export async function recount({ id }: { id: bigint }): Promise<Recount> {
  const [stored] = await query<{ unseen: number; unread: number }>(
    `SELECT "unseenNotifications" AS unseen, "unreadNotifications" AS unread FROM "User" WHERE id = $1`,
    [id],
  )
  const rows = await query<GroupRow>(GROUPS, [id])
  return {
    unseen: rows.filter(({ unseen }) => unseen).length,
    unread: rows.filter(({ unread }) => unread).length,
    stored: stored ?? { unseen: -1, unread: -1 },
    groups: rows.map(({ id: groupId, actors, seq, stored: held }) => ({ id: groupId, actors, seq, stored: held })),
  }
}

/** Groups whose actor count is above zero without an event, or zero with one: there must be none. */
export async function emptyGroups(): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `SELECT g.id::text FROM "NotificationGroup" g
     WHERE (g."actorCount" > 0) <> EXISTS (
       SELECT 1 FROM "NotificationEvent" e WHERE e."groupId" = g.id AND e."retractedAt" IS NULL)`,
  )
  return rows.map(({ id }) => id)
}

/** The types of somebody's events that are not retracted, oldest first. */
export async function eventsOf({ id }: { id: bigint }): Promise<string[]> {
  const rows = await query<{ type: string }>(
    `SELECT type FROM "NotificationEvent" WHERE "recipientId" = $1 AND "retractedAt" IS NULL ORDER BY seq, id`,
    [id],
  )
  return rows.map(({ type }) => type)
}
