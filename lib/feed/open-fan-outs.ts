import { query } from '@/lib/postgres/db'
import { once } from '@/lib/process/once'

/** Milliseconds between two looks of one process. */
const LOOK_EVERY = 1000
/** Of old posts that are fanned out again, or wait in the slow lane, so many are named. */
const NAMED_AT_MOST = 500

/** Posts that the push has not brought yet: all from `since` on (null: none), and these older ones by name. */
export type OpenFanOuts = { since: bigint | null; ids: bigint[] }

/** A new post is found by its id; one that was widened, restored or parked may be as old as it likes. */
const OPEN = {
  name: 'open-fan-outs',
  text: `WITH open AS (
           SELECT id, (payload->>'postId')::bigint AS "postId", type = 'post.created' AND "parkedAt" IS NULL AS new FROM "OutboxEvent"
           WHERE "doneAt" IS NULL AND queue = 'fan-out' AND type <> 'post.changed' AND payload->>'postId' ~ '^[0-9]+$'
             AND "createdAt" < now() - interval '1 second')
         SELECT (SELECT min("postId") FROM open WHERE new) AS since,
                ARRAY(SELECT "postId" FROM open WHERE NOT new ORDER BY id DESC LIMIT ${NAMED_AT_MOST}) AS ids`,
}

const NOTHING: OpenFanOuts = { since: null, ids: [] }
const look = once('open-fan-outs', () => ({ at: 0, open: Promise.resolve(NOTHING) }))

/**
 * What has been under way for more than a second (the queue is away, the jobs process is): pages merge it, so that a
 * refresh finds what the push has not brought yet. Looked up once a second per process, not per request.
 */
export function openFanOuts(): Promise<OpenFanOuts> {
  if (Date.now() - look.at >= LOOK_EVERY) {
    look.at = Date.now()
    look.open = query<{ since: bigint | null; ids: string[] }>(OPEN).then(([row]) =>
      row ? { since: row.since, ids: row.ids.map(BigInt) } : NOTHING,
    )
  }
  return look.open
}
