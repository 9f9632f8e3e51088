import { bigint, int, NOTHING, type RowOf, type RunStatement, statement } from '@/lib/postgres/statement'
import type { LockedBell } from './bell-lock'

/** An actor of a group. */
export const GROUP_ACTOR = { recipientId: bigint(), groupId: bigint(), actorId: bigint() }

export type GroupActor = RowOf<typeof GROUP_ACTOR>

/** The ids of groups, by recipient. */
export type GroupsByRecipient = Map<bigint, bigint[]>

/** Makes the rows of these actors agree with their events. Returns how many actors each group gained (or lost: below 0). */
const WRITE_ACTORS = statement(
  'write-group-actors',
  { groupId: bigint(), gained: int() },
  `WITH truth AS (
     SELECT t."groupId", t."actorId", (
       SELECT max(e.seq) FROM "NotificationEvent" e
       WHERE e."groupId" = t."groupId" AND e."actorId" = t."actorId" AND e."retractedAt" IS NULL) AS seq
     FROM (SELECT DISTINCT * FROM unnest($1::bigint[], $2::bigint[])) AS t ("groupId", "actorId")),
   gone AS (
     DELETE FROM "NotificationGroupActor" x USING truth t
     WHERE x."groupId" = t."groupId" AND x."actorId" = t."actorId" AND t.seq IS NULL RETURNING x."groupId", -1 AS n),
   moved AS (
     UPDATE "NotificationGroupActor" x SET seq = t.seq FROM truth t
     WHERE x."groupId" = t."groupId" AND x."actorId" = t."actorId" AND x.seq <> t.seq),
   come AS (
     INSERT INTO "NotificationGroupActor" SELECT "groupId", "actorId", seq FROM truth WHERE seq IS NOT NULL
     ON CONFLICT DO NOTHING RETURNING "groupId", 1 AS n)
   SELECT "groupId", sum(n)::int AS gained FROM (TABLE gone UNION ALL TABLE come) changes GROUP BY "groupId"`,
)

const WRITE_GROUPS = statement(
  'write-groups',
  NOTHING,
  `UPDATE "NotificationGroup" g SET
     version = t.version, "actorCount" = g."actorCount" + t.gained,
     "lastSeq" = COALESCE((SELECT max(x.seq) FROM "NotificationGroupActor" x WHERE x."groupId" = g.id), g."lastSeq")
   FROM unnest($1::bigint[], $2::int[], $3::bigint[]) AS t (id, gained, version) WHERE g.id = t.id`,
)

/**
 * Makes groups agree with the events of these actors, and gives them the next version of their bell. Returns these
 * groups.
 */
export async function writeGroups(
  run: RunStatement,
  actors: GroupActor[],
  bells: Map<bigint, LockedBell>,
): Promise<GroupsByRecipient> {
  const ids = [actors.map(({ groupId }) => groupId), actors.map(({ actorId }) => actorId)]
  const rows = await run(WRITE_ACTORS, ids)
  const gained = new Map(rows.map((row) => [row.groupId, row.gained]))
  const recipients = new Map(actors.map(({ groupId, recipientId }) => [groupId, recipientId]))
  await run(WRITE_GROUPS, [
    [...recipients.keys()],
    [...recipients.keys()].map((groupId) => gained.get(groupId) ?? 0),
    [...recipients.values()].map((recipientId) => bells.get(recipientId)?.version),
  ])
  const groups: GroupsByRecipient = new Map()
  for (const [groupId, recipientId] of recipients)
    groups.set(recipientId, [...(groups.get(recipientId) ?? []), groupId])
  return groups
}
