import type { Redis } from 'ioredis'
import { dropTimelines } from '@/lib/feed/drop-timelines'
import type { EventOf } from '@/lib/mutation/events'
import { AppError } from '@/lib/process/errors'
import { deliverPerson } from '@/lib/users/deliver-person'
import { endEndedStreams } from '@/lib/users/end-ended-streams'

/**
 * Drops the timelines of everybody whose relations changed, shows all open pages how a person has changed, or ends the
 * streams of sessions that an operator has ended. Idempotent. Throws
 * `redis_away`.
 */
export async function applyGraphEvent(redis: Redis, event: EventOf<'graph'>): Promise<void> {
  if (event.type === 'sessions.ended') return endEndedStreams(event.userId)
  if (event.type === 'person.changed') return deliverPerson(redis, event.userId)
  if (!(await dropTimelines(event.userIds, event.pages)))
    throw new AppError('redis_away', 'The timelines could not be dropped.')
}
