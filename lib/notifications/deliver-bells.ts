import type { Redis } from 'ioredis'
import { deliverEach, redisTime, whoIsOnline } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { bellBody } from '@/lib/delivery/message'
import type { NotificationNews, NotificationState } from '@/lib/shared/views'
import { type BellChange, GROUPS_PER_FRAME } from './bell-change'
import { readGroups } from './read-groups'

/** A frame that is refused as too old is made again. After this many tries the gateways' check of bells delivers the state. */
const TRIES = 3

/** How Redis is called: with a time limit by a request, without one by a job. */
type Ask = <T>(operation: (redis: Redis) => Promise<T>) => Promise<T>

/**
 * Delivers changed bells to the open screens of their owners: the state and the changed groups. A frame has the
 * whole state, so it may come twice, late, and in any order. Nothing is composed for people who are offline. The gateways'
 * check of bells finds a lost frame.
 */
export async function deliverBells(ask: Ask, changes: BellChange[]): Promise<void> {
  const recipients = [...new Set(changes.map(({ recipientId }) => recipientId))]
  const online = new Set(await ask((redis) => whoIsOnline(redis, recipients)))
  const wanted = changes.filter(({ recipientId }) => online.has(recipientId))
  for (let tries = 0; wanted.length > 0 && tries < TRIES; tries++) if (await composeAndDeliver(ask, wanted)) return
}

/**
 * Reads the clock first and the groups, which decide what a frame may show, after that. False when more than a second has
 * passed since: the script refuses the frame.
 */
async function composeAndDeliver(ask: Ask, changes: BellChange[]): Promise<boolean> {
  const decidedAt = await ask(redisTime)
  const bells = await composeBells(changes)
  const frames = bells.map(({ recipientId, news }) => ({
    userId: recipientId,
    body: bellBody(news.version, frame('notifications', news)),
  }))
  return ask((redis) => deliverEach(redis, frames, 'bell', decidedAt))
}

/**
 * What each recipient's frame says. Of several changes of one bell it has the last state and all groups. The groups are
 * read after the state was, so none is older than the version of the frame.
 */
export async function composeBells(changes: BellChange[]): Promise<{ recipientId: bigint; news: NotificationNews }[]> {
  const states = new Map<bigint, NotificationState>()
  const changed = new Map<bigint, bigint[]>()
  for (const { recipientId, groupIds, state } of changes) {
    states.set(recipientId, state)
    changed.set(recipientId, [...(changed.get(recipientId) ?? []), ...groupIds])
  }
  const shown = [...changed.values()].flatMap((groupIds) => [...new Set(groupIds)].slice(-GROUPS_PER_FRAME))
  const groups = await readGroups(shown)
  return [...states].map(([recipientId, state]) => {
    const own = groups.filter((presented) => presented.recipientId === recipientId).map(({ group }) => group)
    return { recipientId, news: { ...state, groups: own } }
  })
}
