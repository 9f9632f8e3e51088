import type { EventOf } from '@/lib/events'
import { countsTold } from '@/lib/feed/tell-of-counts'
import { notify } from '@/lib/notifications/notify'
import { notifyOfLike } from '@/lib/notifications/notify-of-likes'
import { redis } from '@/lib/redis'
import { type RunningWorker, startWorker, type Work } from './start-worker'

/** Harmless to repeat: bells are brought in line with what is true, and open pages are told the present counts. */
export const notifyAndCount: Work = async ({ type, payload }, { repeat }) => {
  const event = { type, ...payload } as EventOf<'notify'>
  const told = event.type === 'like.changed' ? notifyOfLike({ redis, event, repeat }) : notify(redis, event, { repeat })
  await Promise.all([told, counts(event)])
}

async function counts(event: EventOf<'notify'>): Promise<void> {
  if (event.type === 'like.changed' || event.type === 'comment.changed') await countsTold(redis, BigInt(event.postId))
}

/** Likes wait here for others to be told with; that costs nothing but a place. */
export const startNotify = (): RunningWorker => startWorker('notify', { concurrency: 200, work: notifyAndCount })
