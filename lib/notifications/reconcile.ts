import type { Run } from '@/lib/postgres/db'
import type { Step, Told, Turn } from './bell-change'
import { type Concern, distinct } from './candidate'
import { decide } from './decide'
import { type Examined, readFacts } from './read-facts'
import { writeEvents } from './write-events'
import { endTurns, settleGroups, type Touched } from './write-groups'

/**
 * Never FOR UPDATE, which would make every insert wait that refers to one of these people. In the order of ids, so that
 * two transactions cannot wait for each other.
 */
const LOCK = {
  name: 'lock-recipients',
  text: `SELECT id, "notificationSeq" + 1 AS seq, "notificationVersion" + 1 AS version
         FROM "User" WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
}

/** `repeat`: an earlier run may have done this and died before it told anybody, so everybody is to be told again. */
type Options = { repeat?: boolean }

/**
 * Brings the rows of these concerns in line with what is true and returns who is to be told of it. To be run in a
 * transaction. Repeatable: what is in line stays. The facts are read after the recipients' rows are locked, so whoever
 * comes last decides by the latest facts; an event is only a reason to look.
 */
export async function bringInLine(run: Run, concerns: Concern[], { repeat }: Options = {}): Promise<Told[]> {
  if (concerns.length === 0) return []
  const turns = await lockBells(run, [...new Set(concerns.map(({ recipientId }) => recipientId))])
  const examined = await readFacts(run, distinct(concerns))
  const steps = examined.map((found) => ({ concern: found.concern, decision: decide(found.concern.cause, found) }))
  const touched = await writeEvents(run, steps.filter(changesSomething), turns)
  // Told again as changed again: what the earlier run may have kept to itself then shows as missing.
  if (repeat) touched.push(...examined.flatMap(standing))
  if (touched.length === 0) return []
  return endTurns(run, await settleGroups(run, touched, turns))
}

/** From here to the end of the transaction nobody else changes the bells of these people. Returns their next numbers. */
export async function lockBells(run: Run, userIds: bigint[]): Promise<Map<bigint, Turn>> {
  const turns = await run<Turn>(LOCK, [userIds])
  return new Map(turns.map((turn) => [turn.id, turn]))
}

function standing({ concern: { recipientId, actorId }, groupIds }: Examined): Touched[] {
  return groupIds.map((groupId) => ({ recipientId, groupId, actorId }))
}

function changesSomething({ decision: { alert, returns, takenBack } }: Step): boolean {
  return alert !== null || returns !== null || takenBack.length > 0
}
