import type { Redis } from 'ioredis'
import { batchByKey } from '@/lib/async/batch-by-key'
import { deliverCountsInBackground } from '@/lib/feed/deliver-counts'
import type { EventOf } from '@/lib/mutation/events'
import type { Candidate } from './candidate'
import { candidatesOfEvent } from './candidates-of-event'
import { deliverBells } from './deliver-bells'
import { notifyTransaction } from './notify-transaction'
import { reconcile } from './reconcile'

/**
 * The work of a job: notifies recipients and, when likes or comments changed, delivers the new counts. It does not wait for
 * the counts: those of a post with many followers take long, and other recipients would wait for their notifications.
 */
export async function notifyEvent(redis: Redis, event: EventOf<'notify'>, run: { repeat: boolean }): Promise<void> {
  if (event.type === 'like.changed' || event.type === 'comment.changed') deliverCountsInBackground(redis, event.postId)
  await notify(redis, event, run)
}

/** A part of the candidates of an event. `repeat`: an earlier run of the job may have done some of the work. */
type Chunk = { redis: Redis; candidates: Candidate[]; repeat: boolean }

/**
 * Makes the notifications of everybody who may be affected by this event agree with the present facts, and delivers
 * what changed to their screens. The steps are: event -> candidates -> lock -> facts -> decide -> write -> count ->
 * deliver.
 *
 * An event carries no facts, it only says where to look. So a job may run twice, late, and in any order.
 */
export async function notify(redis: Redis, event: EventOf<'notify'>, { repeat }: { repeat: boolean }): Promise<void> {
  for await (const candidates of candidatesOfEvent(event)) {
    const chunk = { redis, candidates, repeat }
    await (hasOneCandidate(event) ? notifyInBatch(chunk) : notifyChunk(chunk))
  }
}

/** Makes the notifications of these candidates agree with the facts, and delivers what changed. `reconcile` has the steps from lock to count. */
export async function notifyChunk({ redis, candidates, repeat }: Chunk): Promise<void> {
  const changes = await notifyTransaction((run) => reconcile(run, candidates, { repeat }))
  await deliverBells((operation) => operation(redis), changes)
}

function hasOneCandidate({ type }: EventOf<'notify'>): boolean {
  return type === 'like.changed' || type === 'follow.changed'
}

/** Milliseconds: events of one recipient within this time share one transaction and one frame. */
const BATCH_WITHIN = 250

const batches = batchByKey<Chunk>({
  every: BATCH_WITHIN,
  work: async (_recipientId, chunks) => {
    const [first] = chunks
    if (!first) return
    await notifyChunk({
      redis: first.redis,
      candidates: chunks.flatMap(({ candidates }) => candidates),
      repeat: chunks.some(({ repeat }) => repeat),
    })
  },
})

/**
 * Processes an event with one candidate together with the other events of the same recipient, so that a post with
 * thousands of likes a second costs a few transactions a second. When a batch fails, each event is processed alone: one
 * event that cannot be processed must not hold up the others.
 */
async function notifyInBatch(chunk: Chunk): Promise<void> {
  const [candidate] = chunk.candidates
  await batches.add(String(candidate?.recipientId), chunk).catch(() => notifyChunk(chunk))
}
