import { fanOutEvent } from '@/lib/feed/fan-out-event'
import { enqueueRest, hasBurst, REST } from '@/lib/mutation/queues'
import { redis } from '@/lib/redis/client'
import type { Work } from './run-job'
import { type RunningWorker, startWorker } from './start-worker'

/**
 * A chunk has a thousand recipients. A post with more of them continues in a lane of its own; so do, as a whole, the next ones of
 * its author in the next half minute.
 */
const chunksNow = async (authorId: bigint) => ((await hasBurst(authorId)) ? 0 : 1)

/**
 * Idempotent: finished ranges of followers are skipped, a repeat looks before it appends, and a change delivers the present
 * state.
 */
const fanOut: Work<'fan-out'> = async (event, run) => {
  const rest = await fanOutEvent(redis, event, { ...run, chunks: chunksNow })
  if (!rest) return
  await enqueueRest({ ...rest, eventId: run.eventId, attempt: run.attempt })
  return 'continues'
}

/** Several at once, so that a post with many followers does not delay those with few. */
export const startFanOut = (): RunningWorker => startWorker('fan-out', { concurrency: 8, work: fanOut })

/** Without the record of the job it is not known what has been done: then it looks before it appends, from the beginning on. */
const fanOutRest: Work<'fan-out'> = async (event, { eventId, repeat, after }) => {
  await fanOutEvent(redis, event, { eventId, after, repeat: repeat || after === null, atOnce: 2 })
}

/** One at a time and two chunks at once: what `fan-out` does must not wait for it. */
export const startFanOutRest = (): RunningWorker =>
  startWorker('fan-out', { lane: REST, concurrency: 1, work: fanOutRest })
