import { deliver } from '@/lib/delivery/deliver'
import { tryRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'

/**
 * Removes the timelines of these people and makes their open streams start over from new ones. Idempotent. False when Redis
 * could not be reached: then it may have happened for some of them, and the caller must try again. `pages`: people whose open
 * pages read again what they show, and whose timelines stay.
 */
export async function dropTimelines(userIds: bigint[], pages: bigint[] = []): Promise<boolean> {
  return tryRedis(async (redis) => {
    await Promise.all(userIds.map((userId) => redis.del(homeKey(userId))))
    await deliver(redis, [...userIds, ...pages], { kind: 'reset', body: 'graph' })
    return true
  }, false)
}
