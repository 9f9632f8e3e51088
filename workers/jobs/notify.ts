import { deliverCountsBatched } from '@/lib/feed/deliver-counts'
import type { EventOf } from '@/lib/mutation/events'
import { notify } from '@/lib/notifications/notify'
import { log } from '@/lib/process/log'
import { redis } from '@/lib/redis/client'
import { type RunningWorker, startWorker, type Work } from './start-worker'

/** Counts on their way to open pages. */
const telling = new Set<Promise<void>>()

/**
 * Harmless to repeat: bells are brought in line with what is true, and open pages are told the present counts. The job does
 * not wait for the counts: a post that many follow would keep others from their bells.
 */
export const notifyAndCount: Work = async ({ type, payload }, { repeat }) => {
  const event = { type, ...payload } as EventOf<'notify'>
  if (event.type === 'like.changed' || event.type === 'comment.changed') tellCounts(BigInt(event.postId))
  await notify(redis, event, { repeat })
}

/** What is lost here (we die, Redis goes away) the next change of the post brings, or the page when it looks again. */
function tellCounts(postId: bigint): void {
  const told = deliverCountsBatched(redis, postId)
    .catch((error: unknown) => log.info({ post: String(postId), error: String(error) }, 'counts not told'))
    .finally(() => telling.delete(told))
  telling.add(told)
}

/** Many places: a like waits in its place for others to be told with. What works at once is bounded in notify. */
export function startNotify(): RunningWorker {
  const running = startWorker('notify', { concurrency: 1000, work: notifyAndCount })
  const close = () =>
    running
      .close()
      .then(() => Promise.all(telling))
      .then(() => undefined)
  return { ...running, close }
}
