import { tryRedis } from '@/lib/redis/client'
import { deliver } from './deliver'
import { endBody } from './message'

/**
 * Ends the open streams of sessions that have just ended, within a second. Never throws: without Redis the gateways find
 * ended sessions in PostgreSQL within 10 seconds.
 */
export async function endStreams(userId: bigint, sessionIds: string[]): Promise<void> {
  if (sessionIds.length === 0) return
  await tryRedis((redis) => deliver(redis, [userId], { kind: 'end', body: endBody(sessionIds) }), null)
}
