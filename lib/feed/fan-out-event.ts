import type { Redis } from 'ioredis'
import type { EventOf } from '@/lib/mutation/events'
import type { JobRun } from '@/lib/mutation/queues'
import { deliverPostChange } from './deliver-post-change'
import { fanOutPost } from './fan-out-post'

/**
 * Appends a post to timelines and delivers it (created, widened), or delivers its present state to open screens
 * (changed).
 */
export function fanOutEvent(redis: Redis, event: EventOf<'fan-out'>, { eventId, repeat }: JobRun): Promise<void> {
  const { postId } = event
  switch (event.type) {
    case 'post.created':
      return fanOutPost({ redis, eventId, postId, repeat })
    case 'post.widened':
      return fanOutPost({ redis, eventId, postId, repeat, before: event.before })
    case 'post.changed':
      return deliverPostChange(redis, { postId, before: event.before })
  }
}
