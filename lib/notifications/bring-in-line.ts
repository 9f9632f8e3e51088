import type { Run } from '@/lib/db'
import { type Concern, distinct } from './concern'
import { decide } from './decide'
import { type Examined, readFacts } from './read-facts'
import type { Step, Told, Turn } from './told'
import { writeEvents } from './write-events'
import { endTurns, settleGroups } from './write-groups'

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
  const touched = await write(run, steps.filter(changesSomething), turns)
  return byRecipient(repeat ? [...touched, ...examined.map(standing)] : touched)
}

/** From here to the end of the transaction nobody else changes the bells of these people. Returns their next numbers. */
export async function lockBells(run: Run, userIds: bigint[]): Promise<Map<bigint, Turn>> {
  const turns = await run<Turn>(LOCK, [userIds])
  return new Map(turns.map((turn) => [turn.id, turn]))
}

const standing = ({ concern, groupIds }: Examined): Told => ({ recipientId: concern.recipientId, groupIds })

function changesSomething({ decision: { alert, returns, takenBack } }: Step): boolean {
  return alert !== null || returns !== null || takenBack.length > 0
}

async function write(run: Run, steps: Step[], turns: Map<bigint, Turn>): Promise<Told[]> {
  if (steps.length === 0) return []
  const told = byRecipient(await settleGroups(run, await writeEvents(run, steps, turns), turns))
  await endTurns(run, told)
  return told
}

function byRecipient(told: Told[]): Told[] {
  const groups = new Map<bigint, Set<bigint>>()
  for (const { recipientId, groupIds } of told) {
    const all = groups.get(recipientId) ?? new Set()
    for (const id of groupIds) all.add(id)
    if (all.size > 0) groups.set(recipientId, all)
  }
  return [...groups].map(([recipientId, ids]) => ({ recipientId, groupIds: [...ids] }))
}
