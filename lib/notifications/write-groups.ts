import type { Run } from '@/lib/postgres/db'
import { LIMITS } from '@/lib/shared/limits'
import type { NotificationState } from '@/lib/shared/views'
import { GROUPS_PER_FRAME, type Told, type Turn } from './bell-change'
import { presentState, STATE_COLUMNS, type StateRow } from './state'

/** An actor of a group of whose events some have changed. */
export type Touched = { recipientId: bigint; groupId: bigint; actorId: bigint }

/** Makes the actors what the events that count say, and tells by how many each group grew or shrank. */
const SETTLE_ACTORS = {
  name: 'settle-actors',
  text: `
    WITH truth AS (
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
    SELECT "groupId", sum(n)::int AS grown FROM (TABLE gone UNION ALL TABLE come) changes GROUP BY "groupId"`,
}

const SETTLE_GROUPS = {
  name: 'settle-groups',
  text: `
    UPDATE "NotificationGroup" g SET
      version = t.version, "actorCount" = g."actorCount" + t.grown,
      "lastSeq" = COALESCE((SELECT max(x.seq) FROM "NotificationGroupActor" x WHERE x."groupId" = g.id), g."lastSeq")
    FROM unnest($1::bigint[], $2::int[], $3::bigint[]) AS t (id, grown, version) WHERE g.id = t.id`,
}

/** Bounded: nobody is shown more than 99+, so counting stops there, and no amount of unread rows makes it slow. */
const counted = (condition: string) => `(SELECT count(*) FROM (
  SELECT 1 FROM "NotificationGroup" g WHERE g."recipientId" = u.id AND g."readAt" IS NULL AND g."archivedAt" IS NULL
    AND g."actorCount" > 0 ${condition} LIMIT ${LIMITS.notifications}) counted)`

/** What the counters of "User" `u` must say. */
export const UNSEEN = counted('AND g."lastSeq" > u."seenUpTo"')
export const UNREAD = counted('')

const COUNTED = `"unseenNotifications" = ${UNSEEN}, "unreadNotifications" = ${UNREAD}`

const COUNT_AGAIN = {
  name: 'count-again',
  text: `UPDATE "User" u SET ${COUNTED} WHERE u.id = ANY ($1::bigint[]) RETURNING ${STATE_COLUMNS}`,
}

const END_TURNS = {
  name: 'end-turns',
  text: `UPDATE "User" u SET "notificationSeq" = u."notificationSeq" + 1,
           "notificationVersion" = u."notificationVersion" + t.steps, ${COUNTED}
         FROM unnest($1::bigint[], $2::int[]) AS t (id, steps) WHERE u.id = t.id RETURNING ${STATE_COLUMNS}`,
}

/** Brings groups in line with their events, and tells whose they are. */
export async function settleGroups(run: Run, touched: Touched[], turns: Map<bigint, Turn>): Promise<Settled> {
  const actors = [touched.map(({ groupId }) => groupId), touched.map(({ actorId }) => actorId)]
  const rows = await run<{ groupId: bigint; grown: number }>(SETTLE_ACTORS, actors)
  const grown = new Map(rows.map((row) => [row.groupId, row.grown]))
  const owners = [...new Map(touched.map(({ groupId, recipientId }) => [groupId, recipientId]))]
  await run(SETTLE_GROUPS, [
    owners.map(([groupId]) => groupId),
    owners.map(([groupId]) => grown.get(groupId) ?? 0),
    owners.map(([, recipientId]) => turns.get(recipientId)?.version),
  ])
  const settled: Settled = new Map()
  for (const [groupId, recipientId] of owners) settled.set(recipientId, [...(settled.get(recipientId) ?? []), groupId])
  return settled
}

/** Groups that were touched, by recipient. */
type Settled = Map<bigint, bigint[]>

/**
 * Moves the numbers of people whose bell was changed, and counts it again. What does not fit into one frame shows as a gap
 * in the versions, and the list is loaded again.
 */
export async function endTurns(run: Run, settled: Settled): Promise<Told[]> {
  const steps = [...settled.values()].map((groupIds) => (groupIds.length > GROUPS_PER_FRAME ? 2 : 1))
  const rows = await run<StateRow>(END_TURNS, [[...settled.keys()], steps])
  return rows.map((row) => ({ recipientId: row.id, groupIds: settled.get(row.id) ?? [], state: presentState(row) }))
}

/**
 * Counts the bell of these people, under the lock of their rows. Counted and not added up: a counter that is made of the
 * rows in the transaction that changes them cannot drift. Returns what it says now.
 */
export async function countAgain(run: Run, userIds: bigint[]): Promise<Map<bigint, NotificationState>> {
  const rows = await run<StateRow>(COUNT_AGAIN, [userIds])
  return new Map(rows.map((row) => [row.id, presentState(row)]))
}
