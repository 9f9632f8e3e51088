import { query } from '@/lib/db'
import { once } from '@/lib/process'

/** Milliseconds between two looks of one process. */
const LOOK_EVERY = 1000
/** More than this many posts under way at once: what is not named here is found when its fan-out is done. */
const AT_MOST = 500

const OPEN = {
  name: 'open-fan-outs',
  text: `SELECT (payload->>'postId')::bigint AS id FROM "OutboxEvent"
         WHERE "doneAt" IS NULL AND queue = 'fan-out' AND type <> 'post.changed' AND "createdAt" < now() - interval '1 second'
         ORDER BY id LIMIT ${AT_MOST}`,
}

const look = once('open-fan-outs', () => ({ at: 0, ids: Promise.resolve<bigint[]>([]) }))

/**
 * Posts whose fan-out has been open for more than a second (the queue is away, the jobs process is): pages merge them, so
 * that a refresh finds what the push has not brought yet. Looked up once a second per process, not per request.
 */
export function openFanOuts(): Promise<bigint[]> {
  if (Date.now() - look.at >= LOOK_EVERY) {
    look.at = Date.now()
    look.ids = query<{ id: bigint }>(OPEN).then((rows) => rows.map((row) => row.id))
  }
  return look.ids
}
