import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import { env } from '@/lib/process/env'
import { bucketOf } from '@/lib/redis/buckets'
import { gatewayChannel, onlineKey } from '@/lib/redis/keys'

let count = 0

/** Subscribes like a gateway that holds a connection of this user. */
export async function gatewayOf({ id }: { id: bigint }) {
  const name = `listening-${++count}`
  const heard: string[] = []
  const commands = new Redis(env.REDIS_URL)
  const listener = new Redis(env.REDIS_URL)
  onTestFinished(() => {
    commands.disconnect()
    listener.disconnect()
  })
  listener.on('message', (_channel, message: string) => heard.push(message))
  await listener.subscribe(gatewayChannel(bucketOf(id), name))
  await commands.hset(onlineKey(bucketOf(id)), String(id), name)
  return { heard: () => heard }
}
