import type { Redis } from 'ioredis'
import type { EventOf } from '@/lib/mutation/events'
import { deliverPostChange } from './deliver-post-change'
import { fanOutPost } from './fan-out-post'

type Run = { eventId: bigint; repeat: boolean }

/**
 * Brings a post to timelines and screens (created, widened), or its present state to the screens that may show it (changed).
 */
export function fanOutEvent(redis: Redis, event: EventOf<'fan-out'>, { eventId, repeat }: Run): Promise<void> {
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
