import type { Redis } from 'ioredis'
import { deliverEach, whoIsOnline } from '@/lib/deliver'
import { frame } from '@/lib/frame'
import type { NotificationNews, NotificationState } from '@/lib/shared/views'
import { readGroups } from './groups'
import { GROUPS_PER_FRAME, type Told } from './told'

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
  if (present.length === 0) return
  const bells = await composeBells(present)
  const frames = bells.map(({ recipientId, news }) => ({ userId: recipientId, body: bellBody(news) }))
  await ask((redis) => deliverEach(redis, frames, 'bell'))
}

/** The version in front saves the gateway reading the frame. */
function bellBody(news: NotificationNews): string {
  return `${news.version}\n${frame('notifications', news)}`
}

/** The groups are read after the state was, so that none is older than the version says. */
export async function composeBells(told: Told[]): Promise<{ recipientId: bigint; news: NotificationNews }[]> {
  const states = new Map<bigint, NotificationState>()
  // Of one who was told in several steps, the last; what is missing between shows as a gap.
  for (const { recipientId, state } of told) states.set(recipientId, state)
  const shown = [...new Set(told.flatMap(({ groupIds }) => groupIds.slice(0, GROUPS_PER_FRAME)))]
  const groups = await readGroups(shown)
  return [...states].map(([recipientId, state]) => {
    const own = groups.filter((presented) => presented.recipientId === recipientId).map(({ group }) => group)
    return { recipientId, news: { ...state, groups: own } }
  })
}
