import { fanOutEvent } from '@/lib/feed/fan-out-event'
import { redis } from '@/lib/redis/client'
import type { Work } from './run-job'
import { type RunningWorker, startWorker } from './start-worker'

/**
 * Idempotent: finished ranges of followers are skipped, a repeat looks before it appends, and a change delivers the present
 * state.
 */
const fanOut: Work<'fan-out'> = (event, run) => fanOutEvent(redis, event, run)

/** Several at once, so that a post with many followers does not delay those with few. */
export const startFanOut = (): RunningWorker => startWorker('fan-out', { concurrency: 8, work: fanOut })
