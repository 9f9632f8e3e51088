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
      return widen(redis, event, { eventId, repeat })
    case 'post.changed':
      return deliverPostChange(redis, { postId, before: event.before })
  }
}

type Widened = Extract<EventOf<'fan-out'>, { type: 'post.widened' }>

/** A restored post also comes back to open pages from which it vanished. A wider audience has an event of its own for that. */
async function widen(redis: Redis, { postId, before }: Widened, run: JobRun): Promise<void> {
  await fanOutPost({ redis, postId, before, ...run })
  if (before === null) await deliverPostChange(redis, { postId, before })
}
