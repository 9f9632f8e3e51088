import { dropTimelines } from '@/lib/feed/drop-timelines'
import { type Mutation, mutate } from '@/lib/mutation/mutate'
import { enqueueEvents, type RecordedEvent, settle } from '@/lib/mutation/outbox'
import type { BellChange } from '@/lib/notifications/bell-change'
import { deliverBells } from '@/lib/notifications/deliver-bells'
import { retractBetween } from '@/lib/notifications/retract-between'
import type { Tx } from '@/lib/postgres/db'
import { log } from '@/lib/process/log'
import { ask, whenAway } from '@/lib/redis/client'

type Change = {
  /** Whose feeds hold something else afterwards. Nobody else hears of it: who is muted or unfollowed is not told. */
  readers: bigint[]
  /**
   * Makes the change, records what else follows from it, and answers whether feeds really changed. Runs alone for this pair
   * of people.
   */
  work: (mutation: Mutation) => Promise<boolean>
  /** The two are kept apart from now on: what their bells say of each other goes with the change. */
  parts?: boolean
}

/**
 * Changes who stands how to whom; the one way to do it. Changes between the same two people happen one after the other,
 * whoever makes them. After a real one the readers' timelines are dropped (a rebuilt timeline is always right) and their
 * open streams start over, before the answer leaves: whoever follows somebody and loads the feed must find the posts. If
 * that fails or we die, the outbox event does it again.
 */
export async function changeGraph(pair: [bigint, bigint], { readers, work, parts }: Change): Promise<void> {
  const recorded: RecordedEvent[] = []
  const bellChanges: BellChange[] = []
  await mutate(
    async (mutation) => {
      const { tx, record } = mutation
      await lockPair(tx, pair)
      const changed = await work(mutation)
      if (changed) recorded.push(await record({ queue: 'graph', type: 'graph.changed', userIds: readers }))
      if (changed && parts) bellChanges.push(...(await retractBetween(tx, pair)))
      return null
    },
    { afterCommit: (events) => enqueueEvents(events.filter(({ queue }) => queue !== 'graph')) },
  )
  for (const event of recorded) await dropNow(event, readers)
  // Without Redis the bells find out by the versions.
  if (bellChanges.length > 0) await whenAway(deliverBells(ask, bellChanges), undefined)
}

/**
 * One lock for both directions, so there is no order to get wrong: without it a follow could slip past a block that is
 * being set, and two transactions that touch the same rows from both ends could wait for each other.
 */
async function lockPair(tx: Tx, [one, other]: [bigint, bigint]): Promise<void> {
  const [low, high] = one < other ? [one, other] : [other, one]
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`pair:${low}:${high}`}, 0))`
}

async function dropNow(event: RecordedEvent, userIds: bigint[]): Promise<void> {
  try {
    if (await dropTimelines(userIds)) await settle(event.id)
  } catch (error) {
    log.info({ event: String(event.id), error: String(error) }, 'timelines are left to the relay')
  }
}
