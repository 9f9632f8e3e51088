import { dropTimelines } from '@/lib/feed/drop-timelines'
import type { EventOf } from '@/lib/mutation/events'
import { AppError } from '@/lib/process/errors'
import { type RunningWorker, startWorker, type Work } from './start-worker'

/** Harmless to repeat: a timeline that is gone is rebuilt from what is true then. */
export const graph: Work = async ({ payload }) => {
  const { userIds } = payload as Pick<EventOf<'graph'>, 'userIds'>
  if (!(await dropTimelines(userIds.map(BigInt))))
    throw new AppError('redis_away', 'The timelines could not be dropped.')
}

export const startGraph = (): RunningWorker => startWorker('graph', { concurrency: 4, work: graph })
