import type { Redis } from 'ioredis'
import type { EventOf } from '@/lib/mutation/events'
import type { JobRun } from '@/lib/mutation/queues'
import { deliverPostChange } from './deliver-post-change'
import { type FanOut, type FanOutRest, fanOutPost } from './fan-out-post'

type Run = Omit<JobRun, 'attempt'> & Pick<FanOut, 'chunks' | 'atOnce'>

/**
 * Appends a post to timelines and delivers it (created, widened), or delivers its present state to open screens (changed).
 * Returns what is left when there are more recipients than may be sent now, else null.
 */
export async function fanOutEvent(redis: Redis, event: EventOf<'fan-out'>, run: Run): Promise<FanOutRest | null> {
  const { postId } = event
  switch (event.type) {
    case 'post.created':
      return fanOutPost({ redis, postId, ...run })
    case 'post.widened':
      return widen(redis, event, run)
    case 'post.changed':
      await deliverPostChange(redis, { postId, before: event.before })
      return null
  }
}

type Widened = Extract<EventOf<'fan-out'>, { type: 'post.widened' }>

/** A restored post also comes back to open pages from which it vanished. A wider audience has an event of its own for that. */
async function widen(redis: Redis, { postId, before }: Widened, run: Run): Promise<FanOutRest | null> {
  const rest = await fanOutPost({ redis, postId, before, ...run })
  if (before === null && !rest) await deliverPostChange(redis, { postId, before })
  return rest
}
