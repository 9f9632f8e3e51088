import { recountAfterBlock } from '@/lib/notifications/recount-after-block'
import { recountAfterStanding } from '@/lib/notifications/recount-after-standing'
import { redis } from '@/lib/redis/client'
import type { Work } from './run-job'
import { type RunningWorker, startWorker } from './start-worker'

/** Idempotent: counts and notifications are made to agree with what is true now. */
const standing: Work<'standing'> = (event) =>
  event.type === 'block.changed' ? recountAfterBlock(redis, event.userIds) : recountAfterStanding(redis, event.userId)

/** One after the other: each locks the rows of many posts and bells, and nobody waits for it. */
export const startStanding = (): RunningWorker => startWorker('standing', { concurrency: 1, work: standing })
