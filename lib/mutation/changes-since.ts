import { query } from '@/lib/postgres/query'
import { bigint, jsonb, type RowOf, statement, text } from '@/lib/postgres/statement'
import { log } from '@/lib/process/log'
import { type EventOf, parseEvent } from './events'
import type { QueueName } from './queues'

/** Open events that are looked at: their work may have delivered a part. */
const OPEN_AT_MOST = 500

const CHANGES = `((queue = 'fan-out' AND type IN ('post.changed', 'post.widened'))
  OR (queue = 'notify' AND type IN ('like.changed', 'comment.changed')) OR queue = 'graph')`

const EVENT = { id: bigint(), queue: text<QueueName>(), type: text(), payload: jsonb<Record<string, unknown>>() }

/** $1 seconds, $2 how many. All likes and comments of a post are one change of its counts. */
const READ = statement(
  'changes-since',
  EVENT,
  `WITH changed AS (
     (SELECT id, queue, type, payload FROM "OutboxEvent"
      WHERE "doneAt" > now() - make_interval(secs => $1::float8) AND ${CHANGES})
     UNION ALL
     (SELECT id, queue, type, payload FROM "OutboxEvent"
      WHERE "doneAt" IS NULL AND ${CHANGES} ORDER BY id DESC LIMIT ${OPEN_AT_MOST}))
   SELECT DISTINCT ON (queue, subject, before) id, queue, type, payload FROM (
     SELECT *, COALESCE(payload->>'postId', id::text) AS subject, payload->>'before' AS before FROM changed) one
   ORDER BY queue, subject, before, id LIMIT $2`,
)

/** A change of what screens show that has no position and no version of its own. */
export type Change = EventOf<'fan-out'> | EventOf<'notify'> | EventOf<'graph'>

/**
 * The changes of posts and people that were delivered in the last seconds, or are being delivered: the outbox is their log, and
 * keeps them for a day. Each post once, and once per audience that it had before. At most `atMost`.
 */
export async function changesSince(seconds: number, atMost: number): Promise<Change[]> {
  const rows = await query(READ, [seconds, atMost])
  return rows.flatMap(changeOf)
}

/** None for an event that cannot be read: no worker has done it either. */
function changeOf({ queue, ...row }: RowOf<typeof EVENT>): Change[] {
  try {
    return isOfChanges(queue) ? [parseEvent(queue, row)] : []
  } catch (error) {
    log.warn({ error: String(error) }, 'a change that cannot be read')
    return []
  }
}

function isOfChanges(queue: QueueName): queue is 'fan-out' | 'notify' | 'graph' {
  return queue === 'fan-out' || queue === 'notify' || queue === 'graph'
}
