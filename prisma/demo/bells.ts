import type pg from 'pg'
import { dedupeKey, typesOf } from '@/lib/notifications/candidate'
import { countBells } from '@/lib/notifications/count-bells'
import { GROUP_WINDOW } from '@/lib/notifications/decide'
import { reconcile } from '@/lib/notifications/reconcile'
import { type RunStatement, runOn } from '@/lib/postgres/statement'
import { CLOSE, DATE_BACK_EVENTS, DATE_BACK_GROUPS, HAPPENED, type Happened, LOOK } from './bell-statements'
import { daysBefore, minutesBefore } from './times'

/** Days before now from which there are notifications. Those older than a day are read. */
const DAYS = 10
/** Minutes since everybody opened the bell for the last time. */
const LOOKED = 40

/** Writes the notifications for everything that has happened, by the rules of the site. Returns the number of groups. */
export async function ringBells(client: pg.Client, { now, people }: { now: Date; people: string[] }): Promise<number> {
  const run = runOn(client)
  const happened = await run(HAPPENED, [people, daysBefore(now, DAYS)])
  await notifyInOrder(run, happened)
  await run(DATE_BACK_EVENTS, [JSON.stringify(happened.map(toDate))])
  const groups = await run(DATE_BACK_GROUPS, [people, daysBefore(now, 1)])
  await run(LOOK, [people, minutesBefore(now, LOOKED)])
  await countBells(run, people.map(BigInt))
  return groups.length
}

/**
 * Reconciles one cause after the other for each person, for all people at once. For the database all of it happens at one
 * time, so the groups that would have closed with time are closed here.
 */
async function notifyInOrder(run: RunStatement, happened: Happened[]): Promise<void> {
  const open = new Map<bigint, Opened>()
  for (const round of roundsOf(happened)) {
    await closeOld(run, open, round)
    const at = new Map(round.map((candidate) => [candidate.recipientId, candidate.at]))
    for (const { recipientId, groupIds } of await reconcile(run, round)) {
      const since = at.get(recipientId)
      for (const id of groupIds) if (since && !open.has(id)) open.set(id, { recipientId, since })
    }
  }
}

type Opened = { recipientId: bigint; since: Date }

async function closeOld(run: RunStatement, open: Map<bigint, Opened>, round: Happened[]): Promise<void> {
  const at = new Map(round.map((candidate) => [candidate.recipientId, candidate.at.getTime()]))
  const old = [...open].filter(
    ([, { recipientId, since }]) => (at.get(recipientId) ?? 0) - since.getTime() > GROUP_WINDOW,
  )
  const ids = old.map(([id]) => id)
  for (const id of ids) open.delete(id)
  if (ids.length > 0) await run(CLOSE, [ids])
}

/** The first cause of each person, then the second of each, and so on. */
function roundsOf(happened: Happened[]): Happened[][] {
  const rounds: Happened[][] = []
  const turns = new Map<bigint, number>()
  for (const candidate of happened) {
    const turn = turns.get(candidate.recipientId) ?? 0
    turns.set(candidate.recipientId, turn + 1)
    rounds[turn] = [...(rounds[turn] ?? []), candidate]
  }
  return rounds
}

function toDate(candidate: Happened) {
  const keys = typesOf(candidate.cause).map((type) => dedupeKey(type, candidate))
  return { recipient: String(candidate.recipientId), keys, at: candidate.at }
}
