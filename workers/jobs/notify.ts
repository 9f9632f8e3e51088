import { finishDeliveringCounts } from '@/lib/feed/deliver-counts'
import { notifyEvent } from '@/lib/notifications/notify'
import { redis } from '@/lib/redis/client'
import type { Work } from './run-job'
import { type RunningWorker, startWorker } from './start-worker'

/** Idempotent: stored notifications are reconciled with the facts, and screens get the present counts. */
const notify: Work<'notify'> = (event, run) => notifyEvent(redis, event, run)

/** Many at once, because a like waits in its job for others of the same recipient. `notify` limits what runs at once. */
export const startNotify = (): RunningWorker =>
  startWorker('notify', { concurrency: 1000, work: notify, finish: finishDeliveringCounts })
