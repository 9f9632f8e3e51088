import { query } from './query'
import { int, NOTHING, nullable, statement, text, time } from './statement'

/**
 * Hours in the time zone of the database server. Work is due from the first hour on. Between the two it starts even while
 * events are open; later it waits until the site is quiet.
 */
const NIGHT = { from: 3, until: 5 }

/** After this time a run that has not finished counts as lost with its process. */
const LOST_AFTER = '1 hour'

/** The next time after $2 at which a night begins. */
const NEXT_NIGHT = `(date_trunc('day', $2::timestamptz::timestamp - interval '${NIGHT.from} hours')
  + interval '1 day ${NIGHT.from} hours')::timestamptz`

/** `$1` is a list of tasks, `$2` the time. A new task is due in the next night. */
const ADD = statement(
  'add-nightly-tasks',
  NOTHING,
  `INSERT INTO "NightlyRun" (task, "dueAt") SELECT task, ${NEXT_NIGHT} FROM unnest($1::text[]) AS task
   ON CONFLICT DO NOTHING`,
)

/** No event waits for its work, and none was recorded in the last minute. */
const QUIET = `NOT EXISTS (SELECT FROM "OutboxEvent" WHERE "doneAt" IS NULL AND "parkedAt" IS NULL)
  AND NOT EXISTS (SELECT FROM "OutboxEvent" WHERE id >= id_at($2::timestamptz - interval '1 minute'))`

/** `$1` is the task, `$2` the time. Of several processes one updates the row; the others wait for its lock and find it started. */
const CLAIM = statement(
  'claim-nightly-task',
  { task: text() },
  `UPDATE "NightlyRun" SET "startedAt" = $2
   WHERE task = $1 AND "dueAt" <= $2
     AND ("startedAt" IS NULL OR "startedAt" <= "finishedAt" OR "startedAt" < $2::timestamptz - interval '${LOST_AFTER}')
     AND ($2::timestamptz::time BETWEEN '${NIGHT.from}:00' AND '${NIGHT.until}:00' OR (${QUIET}))
   RETURNING task`,
)

/** `$1` is the task, `$2` the time, `$3` the result. */
const FINISH = statement(
  'finish-nightly-task',
  NOTHING,
  `UPDATE "NightlyRun" SET "finishedAt" = GREATEST("startedAt", $2), "dueAt" = ${NEXT_NIGHT}, result = $3 WHERE task = $1`,
)

const RESULT = statement(
  'nightly-result',
  { result: nullable(int()) },
  `SELECT result FROM "NightlyRun" WHERE task = $1`,
)

const NOW = statement('database-time', { now: time() }, 'SELECT now()')

/** `work` must be idempotent: a run whose process dies is repeated. The number that it returns is stored. */
type NightlyTask = { task: string; work: () => Promise<number>; clock?: () => Promise<Date> }

/**
 * Does the work when it is due and no other process does it: each night after three, once for all processes. A night that
 * was missed, because no process ran, is made up for when no event is open and none was recorded for a minute. Call it
 * every minute. When the work throws, it is repeated an hour after its start.
 */
export async function runNightly({ task, work, clock = databaseTime }: NightlyTask): Promise<void> {
  const now = await clock()
  await query(ADD, [[task], now])
  const claimed = await query(CLAIM, [task, now])
  if (claimed.length === 0) return
  const result = await work()
  await query(FINISH, [task, await clock(), result])
}

/** What the last finished run returned, or null before the first. */
export async function lastNightlyResult(task: string): Promise<number | null> {
  const [row] = await query(RESULT, [task])
  return row?.result ?? null
}

/** One clock for all processes. */
async function databaseTime(): Promise<Date> {
  const [row] = await query(NOW)
  if (!row) throw new Error('the database returned no time')
  return row.now
}
