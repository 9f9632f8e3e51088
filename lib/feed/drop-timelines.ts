import { deliver } from '@/lib/delivery/deliver'
import { askRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'

/**
 * Throws the timelines of these people away and has their open streams start over from rebuilt ones. Repeatable. False
 * when Redis could not be asked: then nothing is promised and somebody must call again.
 */
export async function dropTimelines(userIds: bigint[]): Promise<boolean> {
  return askRedis(async (redis) => {
    await Promise.all(userIds.map((userId) => redis.del(homeKey(userId))))
    await deliver(redis, userIds, { kind: 'reset', body: 'graph' })
    return true
  }, false)
}
