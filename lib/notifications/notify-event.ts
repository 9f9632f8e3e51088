import type { Redis } from 'ioredis'
import { deliverCountsInBackground } from '@/lib/feed/deliver-counts-in-background'
import type { EventOf } from '@/lib/mutation/events'
import { notify } from './notify'

/**
 * Notifies recipients and, when likes or comments changed, delivers the new counts. It does not wait for the counts: those
 * of a post with many followers take long, and other recipients would wait for their notifications.
 */
export async function notifyEvent(redis: Redis, event: EventOf<'notify'>, run: { repeat: boolean }): Promise<void> {
  if (event.type === 'like.changed' || event.type === 'comment.changed') deliverCountsInBackground(redis, event.postId)
  await notify(redis, event, run)
}
