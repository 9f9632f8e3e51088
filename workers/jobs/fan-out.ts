import { deliverPostChange } from '@/lib/feed/deliver-post-change'
import { fanOutPost } from '@/lib/feed/fan-out-post'
import type { EventOf } from '@/lib/mutation/events'
import { redis } from '@/lib/redis/client'
import { type RunningWorker, startWorker, type Work } from './start-worker'

/** Harmless to repeat: ranges that are done are skipped, repeats look before they append, and a change tells the present. */
export const fanOut: Work = ({ id, type, payload }, { repeat }) => {
  const event = { type, ...payload } as EventOf<'fan-out'>
  const postId = BigInt(event.postId)
  if (event.type === 'post.changed') return deliverPostChange(redis, { postId, before: event.before })
  const before = event.type === 'post.widened' ? event.before : undefined
  return fanOutPost({ redis, eventId: id, postId, repeat, before })
}

/** A post to many followers must not keep small ones waiting. */
export const startFanOut = (): RunningWorker => startWorker('fan-out', { concurrency: 8, work: fanOut })
