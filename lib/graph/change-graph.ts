import { dropTimelines } from '@/lib/feed/drop-timelines'
import { type Mutation, mutate } from '@/lib/mutation/mutate'
import { enqueueEvents, type RecordedEvent, settle } from '@/lib/mutation/outbox'
import type { BellChange } from '@/lib/notifications/bell-change'
import { deliverBells } from '@/lib/notifications/deliver-bells'
import { retractBetween } from '@/lib/notifications/retract-between'
import type { Tx } from '@/lib/postgres/prisma'
import { log } from '@/lib/process/log'
import { requireRedis, whenAway } from '@/lib/redis/client'

/** The two users of a change: the viewer, who makes it, and the other one. */
export type UserPair = { viewerId: bigint; otherId: bigint }

export type GraphChange = {
  /**
   * Whose feeds have other posts after the change. Only their streams are reset, so a user who is muted cannot notice it.
   */
  feeds: 'viewer' | 'both'
  /** The pages of the other one show the change too, as "follows you" does: their stream is reset, and their timeline stays. */
  isSeenByOther?: boolean
  /**
   * Writes the change, records its events for the bells, and returns whether feeds changed. Nothing to do is not an error.
   * Only one change of a pair runs at a time.
   */
  work: (mutation: Mutation, pair: UserPair) => Promise<boolean>
  /**
   * Retracts the notifications that those whose feeds change have of the other one, in the same transaction. The bell of a user
   * who is muted stays as it is, like their feed.
   */
  retracts?: boolean
}

/**
 * Changes the relation of two users; the only way to do it. When feeds changed, their timelines are dropped (the next read
 * rebuilds them) and their open streams are reset before this returns: somebody who follows a person and then loads the feed
 * must find the posts. If that fails or the process ends first, the outbox event repeats it.
 */
export async function changeGraph(
  pair: UserPair,
  { feeds, isSeenByOther, work, retracts }: GraphChange,
): Promise<void> {
  const userIds = [pair.viewerId, pair.otherId]
  const readers = feeds === 'viewer' ? [pair.viewerId] : userIds
  const pages = isSeenByOther && feeds === 'viewer' ? [pair.otherId] : []
  const { event, bellChanges } = await mutate<Written>(
    async (mutation) => {
      await lockPair(mutation.tx, pair)
      if (!(await work(mutation, pair))) return { event: null, bellChanges: [] }
      const event = await mutation.record({ queue: 'graph', type: 'graph.changed', userIds: readers, pages })
      const bellChanges = retracts
        ? await retractBetween(mutation.run, { recipients: readers, pair: [pair.viewerId, pair.otherId] })
        : []
      return { event, bellChanges }
    },
    { afterCommit: (events) => enqueueEvents(events.filter(({ queue }) => queue !== 'graph')) },
  )
  if (event) await dropNow(event, { readers, pages })
  // Without Redis, browsers see by the version of their bell that it changed.
  if (bellChanges.length > 0) await whenAway(deliverBells(requireRedis, bellChanges), undefined)
}

type Written = { event: RecordedEvent | null; bellChanges: BellChange[] }

/**
 * One lock for both directions. Without it a follow could be written while a block is being set, and two transactions that
 * touch the same rows in opposite order could deadlock.
 */
async function lockPair(tx: Tx, { viewerId, otherId }: UserPair): Promise<void> {
  const [low, high] = viewerId < otherId ? [viewerId, otherId] : [otherId, viewerId]
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`pair:${low}:${high}`}, 0))`
}

type Reached = { readers: bigint[]; pages: bigint[] }

async function dropNow(event: RecordedEvent, { readers, pages }: Reached): Promise<void> {
  try {
    if (await dropTimelines(readers, pages)) await settle(event.id)
  } catch (error) {
    log.info({ event: String(event.id), error: String(error) }, 'timelines are left to the relay')
  }
}
