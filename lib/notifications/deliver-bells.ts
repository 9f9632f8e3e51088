import type { Redis } from 'ioredis'
import { deliverEach, redisTime, whoIsOnline } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { bellBody } from '@/lib/delivery/message'
import type { NotificationNews, NotificationState } from '@/lib/shared/views'
import { GROUPS_PER_FRAME, type Told } from './bell-change'
import { readGroups } from './read-groups'

/** A frame that was refused as too old is composed anew; after that the position check tells. */
const TRIES = 3

/** How Redis is asked: by a request within its budget, by a job with patience. */
type Ask = <T>(operation: (redis: Redis) => Promise<T>) => Promise<T>

/**
 * Tells the open bells of these people what they say now, and their groups. Absolute, so it may be told twice, late, and in any
 * order. Who is not online costs nothing, and a lost frame is found by the gateways' position check.
 */
export async function publishBells(ask: Ask, told: Told[]): Promise<void> {
  const recipients = [...new Set(told.map(({ recipientId }) => recipientId))]
  const online = new Set(await ask((redis) => whoIsOnline(redis, recipients)))
  const present = told.filter(({ recipientId }) => online.has(recipientId))
  for (let tries = 0; present.length > 0 && tries < TRIES; tries++) if (await send(ask, present)) return
}

/** The clock first: what a frame shows is decided after it, and holds for a second. False when that was too slow. */
async function send(ask: Ask, told: Told[]): Promise<boolean> {
  const decidedAt = await ask(redisTime)
  const bells = await composeBells(told)
  const frames = bells.map(({ recipientId, news }) => ({
    userId: recipientId,
    body: bellBody(news.version, frame('notifications', news)),
  }))
  return ask((redis) => deliverEach(redis, frames, 'bell', decidedAt))
}

/** The groups are read after the state was, so that none is older than the version says. */
export async function composeBells(told: Told[]): Promise<{ recipientId: bigint; news: NotificationNews }[]> {
  const states = new Map<bigint, NotificationState>()
  const touched = new Map<bigint, bigint[]>()
  // Of one who was told in several steps, the last state; what is missing between shows as a gap.
  for (const { recipientId, groupIds, state } of told) {
    states.set(recipientId, state)
    touched.set(recipientId, [...(touched.get(recipientId) ?? []), ...groupIds])
  }
  const shown = [...touched.values()].flatMap((groupIds) => [...new Set(groupIds)].slice(-GROUPS_PER_FRAME))
  const groups = await readGroups(shown)
  return [...states].map(([recipientId, state]) => {
    const own = groups.filter((presented) => presented.recipientId === recipientId).map(({ group }) => group)
    return { recipientId, news: { ...state, groups: own } }
  })
}
