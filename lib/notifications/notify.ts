import type { Redis } from 'ioredis'
import pLimit from 'p-limit'
import { batchByKey } from '@/lib/async/batch-by-key'
import type { EventOf } from '@/lib/mutation/events'
import { transaction } from '@/lib/postgres/db'
import { env } from '@/lib/process/env'
import { once } from '@/lib/process/once'
import type { Told } from './bell-change'
import type { Concern } from './candidate'
import { concernsOf } from './candidates-of-event'
import { publishBells } from './deliver-bells'
import { toldOfFriend } from './existing-notifications'
import { CHUNK } from './find-recipients'
import { holdPosts } from './post-lock'
import { bringInLine, lockBells } from './reconcile'

/** Tellings at once in this process: they wait for locks, and the fan-out must find connections meanwhile. */
const AT_ONCE = Math.max(1, Math.floor(env.DATABASE_POOL / 2))
const limit = once('notify-limit', () => pLimit(AT_ONCE))

/**
 * Makes the bells of everybody concerned say what is true: one transaction and one round trip to Redis per chunk of
 * people. The event is only a reason to look, so it may come twice, late, and in any order.
 */
export async function notify(redis: Redis, event: Notify, { repeat }: Options): Promise<void> {
  switch (event.type) {
    case 'friendship.changed':
      return tellPair(redis, event, { repeat })
    case 'like.changed':
      return tellTogether({ redis, concern: ofLike(event), repeat })
    case 'follow.changed':
      return tellTogether({ redis, concern: ofFollow(event), repeat })
    default:
      for await (const concerns of concernsOf(event)) await tell(redis, concerns, { repeat })
  }
}

type Options = { repeat: boolean }

/** One chunk. */
async function tell(redis: Redis, concerns: Concern[], options: Options): Promise<void> {
  const told = await limit(() =>
    transaction(async (run) => {
      await holdPosts(run, concerns)
      return bringInLine(run, concerns, options)
    }),
  )
  await publish(redis, told)
}

type Telling = { redis: Redis; concern: Concern; repeat: boolean }

/** Milliseconds: what happens to one person within this time is one transaction and one frame. */
const TOGETHER = 250

const lanes = batchByKey<Telling>({
  every: TOGETHER,
  work: async (_recipientId, tellings) => {
    const [first] = tellings
    const concerns = tellings.map(({ concern }) => concern)
    if (first) await tell(first.redis, concerns, { repeat: tellings.some(({ repeat }) => repeat) })
  },
})

/**
 * Tells one person together with whatever else happens to them at this moment: a post that everybody likes costs what a
 * few likes do. If that fails, each is told alone, so that one that cannot be told keeps nobody else's.
 */
async function tellTogether(telling: Telling): Promise<void> {
  const { redis, concern, repeat } = telling
  await lanes.add(String(concern.recipientId), telling).catch(() => tell(redis, [concern], { repeat }))
}

/** Both sides, and what a friendship that began or ended shows or hides. */
async function tellPair(redis: Redis, { userIds: pair }: OfFriends, options: Options): Promise<void> {
  const about = { cause: 'friendship', postId: null, commentId: null } as const
  const told = await limit(() =>
    transaction(async (run) => {
      // First of all: what was told before is seen then, and whoever tells something later finds how the two stand now.
      await lockBells(run, pair)
      const sides = [pair, pair.toReversed()].map(([recipientId = 0n, actorId = 0n]) => ({
        ...about,
        recipientId,
        actorId,
      }))
      const concerns = [...sides, ...(await toldOfFriend(pair, run))]
      const steps: Told[] = []
      for (let at = 0; at < concerns.length; at += CHUNK)
        steps.push(...(await bringInLine(run, concerns.slice(at, at + CHUNK), options)))
      return steps
    }),
  )
  await publish(redis, told)
}

const publish = (redis: Redis, told: Told[]) => publishBells((operation) => operation(redis), told)

type Notify = EventOf<'notify'>
type OfFriends = Extract<Notify, { type: 'friendship.changed' }>

function ofLike({ authorId, userId, postId }: Extract<Notify, { type: 'like.changed' }>): Concern {
  return { cause: 'like', recipientId: authorId, actorId: userId, postId, commentId: null }
}

function ofFollow({ followeeId, followerId }: Extract<Notify, { type: 'follow.changed' }>): Concern {
  return { cause: 'follow', recipientId: followeeId, actorId: followerId, postId: null, commentId: null }
}
