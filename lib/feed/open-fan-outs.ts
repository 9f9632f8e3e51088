import { query } from '@/lib/postgres/query'
import { bigint, bigints, nullable, type RowOf, statement } from '@/lib/postgres/statement'
import { once } from '@/lib/process/once'

/** Milliseconds between two readings of the outbox by one process. */
const READ_EVERY = 1000
/** How many posts are returned by id, of those that are fanned out again or are parked. */
const IDS_AT_MOST = 500

/** Posts that may not be in timelines yet: all whose id is `since` or higher (null: none), and the posts `ids`, of any age. */
const OPEN_FAN_OUTS = { since: nullable(bigint()), ids: bigints() }

export type OpenFanOuts = RowOf<typeof OPEN_FAN_OUTS>

/** A new post is found by its id. A post that was widened or restored, or whose event is parked, may be of any age. */
const READ = statement(
  'open-fan-outs',
  OPEN_FAN_OUTS,
  `WITH open AS (
     SELECT id, (payload->>'postId')::bigint AS "postId", type = 'post.created' AND "parkedAt" IS NULL AS new FROM "OutboxEvent"
     WHERE "doneAt" IS NULL AND queue = 'fan-out' AND type <> 'post.changed' AND payload->>'postId' ~ '^[0-9]+$'
       AND "createdAt" < now() - interval '1 second')
   SELECT (SELECT min("postId") FROM open WHERE new) AS since,
     ARRAY(SELECT "postId" FROM open WHERE NOT new ORDER BY id DESC LIMIT ${IDS_AT_MOST}) AS ids`,
)

const NONE: OpenFanOuts = { since: null, ids: [] }
const last = once('open-fan-outs', () => ({ at: Number.NEGATIVE_INFINITY, open: Promise.resolve(NONE) }))

/**
 * The posts whose fan-out has been open for more than a second, because the queue or the jobs process is away. Pages merge
 * them, so that a refresh finds them. Read once a second per process, not once per request.
 */
export function openFanOuts(): Promise<OpenFanOuts> {
  if (performance.now() - last.at >= READ_EVERY) {
    last.at = performance.now()
    last.open = query(READ).then(([row]) => row ?? NONE)
  }
  return last.open
}
