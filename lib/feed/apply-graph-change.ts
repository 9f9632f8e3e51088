import type { EventOf } from '@/lib/mutation/events'
import { AppError } from '@/lib/process/errors'
import { dropTimelines } from './drop-timelines'

/** Drops the timelines of everybody whose relations changed. Idempotent. Throws `redis_away`. */
export async function applyGraphChange({ userIds }: EventOf<'graph'>): Promise<void> {
  if (!(await dropTimelines(userIds))) throw new AppError('redis_away', 'The timelines could not be dropped.')
}
