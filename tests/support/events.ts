import { query } from './query'

/** What was recorded in the outbox. */

/** Removes all events, so that only those count that are recorded from now on. */
export async function clearEvents(): Promise<void> {
  await query('DELETE FROM "OutboxEvent"')
}

/** The newest fan-out event about a post, by which jobs know it. */
export async function eventOf(postId: bigint | string, type = 'post.created'): Promise<bigint> {
  const [row] = await query<{ id: bigint }>(
    `SELECT id FROM "OutboxEvent" WHERE queue = 'fan-out' AND payload->>'postId' = $1 AND type = $2 ORDER BY id DESC LIMIT 1`,
    [String(postId), type],
  )
  if (!row) throw new Error('no such event')
  return row.id
}

type Recorded = { type: string; payload: Record<string, unknown> }

/** The events for the bells whose payload has this value under this key, from old to new. */
export async function notifyEvents(key: string, value: string): Promise<Recorded[]> {
  return query(`SELECT type, payload FROM "OutboxEvent" WHERE queue = 'notify' AND payload->>$1 = $2 ORDER BY id`, [
    key,
    value,
  ])
}

/** How many changes of these people's relations were recorded, and how many of them are done. */
export async function graphEvents(...people: { id: bigint }[]): Promise<{ recorded: number; done: number }> {
  const [row] = await query<{ recorded: bigint; done: bigint }>(
    `SELECT count(*) AS recorded, count("doneAt") AS done FROM "OutboxEvent"
     WHERE type = 'graph.changed' AND payload->'userIds' ?| $1`,
    [people.map(({ id }) => String(id))],
  )
  return { recorded: Number(row?.recorded), done: Number(row?.done) }
}
