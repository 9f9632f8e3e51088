import { setTimeout as pause } from 'node:timers/promises'
import { clock } from '@/bench/measure/clock'
import type { World } from './services'

const LOOK_EVERY = 20

/** Milliseconds within which all events must be done. */
const WITHIN = 60_000

async function until(within: number, done: () => Promise<boolean>): Promise<void> {
  for (const deadline = clock() + within; clock() < deadline; await pause(LOOK_EVERY)) {
    if (await done()) return
  }
}

/** Waits until all committed events are done. */
export async function untilAllIsDone({ sql }: World): Promise<void> {
  await until(WITHIN, async () => {
    const { rows } = await sql.query(`SELECT 1 FROM "OutboxEvent" WHERE "doneAt" IS NULL LIMIT 1`)
    return rows.length === 0
  })
}

/** Waits, at most `within` milliseconds, until all recipients of a post are notified. */
export async function untilBellsAreDone({ sql }: World, postId: string, within: number): Promise<void> {
  const { rows } = await sql.query(
    `SELECT id FROM "OutboxEvent" WHERE queue = 'notify' AND type = 'post.created' AND payload ->> 'postId' = $1`,
    [postId],
  )
  await until(within, async () => {
    const event = await sql.query(`SELECT "doneAt" FROM "OutboxEvent" WHERE id = $1`, [rows[0]?.id])
    return event.rows[0]?.doneAt instanceof Date
  })
}
