import type { RunStatement } from '@/lib/postgres/statement'
import type { BellChange } from './bell-change'
import { lockBells } from './bell-lock'
import { type Candidate, distinctCandidates } from './candidate'
import { countChangedBells } from './count-bells'
import { decide } from './decide'
import { lockPosts } from './post-lock'
import { type CandidateFacts, readFacts } from './read-facts'
import { type DecidedCandidate, writeEvents } from './write-events'
import { type GroupActor, writeGroups } from './write-groups'

/** `repeat`: an earlier run of the job may have committed this and died before it delivered. */
type Options = { repeat?: boolean }

/**
 * Makes the stored notifications of these candidates agree with the facts, in the transaction of `run`, and returns the
 * bells that changed: deliver them after the commit. Idempotent: what agrees already is not written.
 *
 * The facts are read after the bells are locked. Otherwise two jobs would race:
 * 1. Job A, of a like, reads that the like exists.
 * 2. The like is removed. Job B, of its removal, finds no notification to retract and ends.
 * 3. Job A writes the notification of a like that does not exist any more.
 * With the lock, B either waits until A has committed and then retracts, or it runs first and A reads that the like is gone.
 * So the order in which events are processed makes no difference.
 *
 * The seed of the demo village uses this with a connection of its own. So this file and those that it imports use `run` and
 * never the pool of lib/postgres/pool.ts, which needs the environment of a site.
 */
export async function reconcile(
  run: RunStatement,
  candidates: Candidate[],
  { repeat }: Options = {},
): Promise<BellChange[]> {
  if (candidates.length === 0) return []
  await lockPosts(run, candidates)
  const bells = await lockBells(run, recipientsOf(candidates))
  const facts = await readFacts(run, distinctCandidates(candidates))
  const decided = decideAll(facts)
  const changedActors = await writeEvents(run, decided, bells)
  if (repeat) changedActors.push(...facts.flatMap(actorsOf))
  if (changedActors.length === 0) return []
  const changedGroups = await writeGroups(run, changedActors, bells)
  return countChangedBells(run, changedGroups)
}

/** In the order of the candidates: two that are made again cannot reuse the same notification. */
function decideAll(facts: CandidateFacts[]): DecidedCandidate[] {
  const reused = new Set<bigint>()
  return facts.map(({ candidate, ...given }) => {
    const undone = given.undone.filter(({ id }) => !reused.has(id))
    const decision = decide(candidate.cause, { ...given, undone })
    if (decision.reuse) reused.add(decision.reuse.id)
    return { candidate, decision }
  })
}

function recipientsOf(candidates: Candidate[]): bigint[] {
  return [...new Set(candidates.map(({ recipientId }) => recipientId))]
}

/**
 * The groups of a repeated job. The earlier run may have died between commit and delivery, so they are delivered again, with
 * a new version. The present version could hide that another frame was lost:
 * 1. The earlier run commits version 5, delivers it, and dies before the job is done.
 * 2. Another change raises the version to 6, and its frame is lost.
 * 3. The repeat delivers its own groups with version 6. A browser that has version 5 finds no gap, and lacks the other change.
 * With version 7, the browser finds a gap and loads the list again.
 */
function actorsOf({ candidate: { recipientId, actorId }, groupIds }: CandidateFacts): GroupActor[] {
  return groupIds.map((groupId) => ({ recipientId, groupId, actorId }))
}
