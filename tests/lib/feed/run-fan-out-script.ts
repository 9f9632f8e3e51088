import { FACTS_HOLD, redisTime } from '@/lib/delivery/deliver'
import { bucketOf } from '@/lib/redis/buckets'
import { redis } from '@/lib/redis/client'
import { generationOf } from '@/lib/redis/generation'
import { channelPrefix, fannedKey, generationKey, homePrefix, onlineKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'

const script = loadScript('lib/feed/fan-out.lua')
let event = 0

type Run = {
  id: bigint | string
  generation?: string
  /** The age of the facts that decide who gets the post, in milliseconds. */
  readAgo?: number
  /** Among how many of the newest ids to look for the post first; 0: all. */
  look?: number
  eventId?: string
  after?: bigint
}

/** One run of the fan-out script, as `fanOutPost` would do it for these recipients. */
export async function runFanOutScript(recipients: { id: bigint }[], run: Run): Promise<string | string[]> {
  const { id, generation, readAgo = 0, look = -1, eventId = `e${++event}`, after = 0n } = run
  const last = recipients.at(-1)?.id ?? 0n
  const bucket = bucketOf(last)
  return runScript(redis, script, {
    keys: [generationKey(bucket), fannedKey(bucket, { eventId, after, last }), onlineKey(bucket)],
    args: [
      generation ?? (await generationOf(redis, bucket)),
      (await redisTime(redis)) - readAgo,
      FACTS_HOLD,
      channelPrefix(bucket),
      homePrefix(bucket),
      id,
      'the frame',
      look,
      3600,
      recipients.map((recipient) => recipient.id).join(' '),
    ],
  })
}
