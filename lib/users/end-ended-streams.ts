import { endStreams } from '@/lib/delivery/end-streams'
import { query } from '@/lib/postgres/query'
import { statement, text } from '@/lib/postgres/statement'

const ENDED = statement(
  'sessions-ended-of-late',
  { id: text() },
  `SELECT id FROM "Session" WHERE "userId" = $1 AND "endedAt" > now() - interval '1 day'`,
)

/** Ends the streams of all sessions of a user that have ended within a day, where they are still open. Idempotent. */
export async function endEndedStreams(userId: bigint): Promise<void> {
  const ended = await query(ENDED, [userId])
  await endStreams(
    userId,
    ended.map(({ id }) => id),
  )
}
