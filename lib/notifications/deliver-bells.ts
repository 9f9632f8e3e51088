import type { Redis } from 'ioredis'
import { deliverEach, type OwnFrame, redisTime, whoIsOnline } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { bellBody } from '@/lib/delivery/message'
import { makeTimedSender } from '@/lib/delivery/timed-facts'
import type { NotificationNews, NotificationState } from '@/lib/shared/views'
import { type BellChange, GROUPS_PER_FRAME } from './bell-change'
import { readGroups } from './read-groups'

/** How Redis is called: within the time limit of a request, or by a job without a limit. */
type CallRedis = <T>(operation: (redis: Redis) => Promise<T>) => Promise<T>

/** Few, because a request waits for them. After these, the position check delivers the change. */
const TRIES = 3

/**
 * Delivers changed bells to the open screens of their owners: the state and the changed groups. A frame is absolute, so it
 * may come twice, late, and in any order. Nothing is composed for people who are offline. A frame that is lost, or that took
 * too long to compose, is found by the gateways' position check: the change is committed, so a refusal is not an error.
 */
export async function deliverBells(callRedis: CallRedis, changes: BellChange[]): Promise<void> {
  const recipients = [...new Set(changes.map(({ recipientId }) => recipientId))]
  const online = new Set(await callRedis((redis) => whoIsOnline(redis, recipients)))
  const wanted = changes.filter(({ recipientId }) => online.has(recipientId))
  if (wanted.length === 0) return
  const sender = makeTimedSender({
    what: 'bells',
    clock: () => callRedis(redisTime),
    read: () => composeBells(wanted),
    tries: TRIES,
  })
  await sender.trySend(({ readAt, facts: bells }) => {
    return callRedis((redis) => deliverEach(redis, bells.map(toOwnFrame), 'bell', readAt))
  })
}

type BellNews = { recipientId: bigint; news: NotificationNews }

function toOwnFrame({ recipientId, news }: BellNews): OwnFrame {
  return { userId: recipientId, body: bellBody(news.version, frame('notifications', news)) }
}

/**
 * What each recipient's frame says. Of several changes of one bell it has the last state and all groups. The groups are
 * read after the state was, so none is older than the version of the frame.
 */
export async function composeBells(changes: BellChange[]): Promise<BellNews[]> {
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
