import { dropTimelines } from '@/lib/feed/drop-timelines'
import { log } from '@/lib/log'
import { type Mutation, mutate } from '@/lib/mutate'
import { type RecordedEvent, settle } from '@/lib/outbox'

/**
 * Changes who stands how to whom. `work` returns whether anything really changed; then the timelines of both people are
 * dropped (a rebuilt timeline is always right) and their open streams start over, before the answer leaves: whoever
 * follows somebody and loads the feed must find the posts. If that fails or we die, the outbox event does it again.
 */
export async function changeGraph(userIds: [bigint, bigint], work: (mutation: Mutation) => Promise<boolean>): Promise<void> {
  const recorded: RecordedEvent[] = []
  await mutate(
    async (mutation) => {
      const changed = await work(mutation)
      if (changed) recorded.push(await mutation.record({ queue: 'graph', type: 'graph.changed', userIds: userIds.map(String) }))
      return null
    },
    { afterCommit: async () => undefined },
  )
  for (const event of recorded) await dropNow(event, userIds)
}

async function dropNow(event: RecordedEvent, userIds: bigint[]): Promise<void> {
  try {
    if (await dropTimelines(userIds)) await settle(event.id)
  } catch (error) {
    log.info({ event: String(event.id), error: String(error) }, 'timelines are left to the relay')
  }
}
