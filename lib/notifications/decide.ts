import { type Cause, type Facts, kindOf, type NotificationType } from '@/lib/shared/notification-kinds'
import { typesOf } from './concern'

/** Milliseconds after its first event in which a group takes in more; a cause that comes back within it does not alert again. */
export const WINDOW = 12 * 60 * 60_000

/** An event that is stored for a concern. */
export type KnownEvent = { id: bigint; type: NotificationType; valid: boolean; alertedAt: Date }

/** `at`: when the cause that stands now came about. */
export type Found = { facts: Facts; at: Date | null; known: KnownEvent[] }

/** What brings the rows in line: a new alert, an old event that counts again without one, events that do not count any more. */
export type Decision = { alert: NotificationType | null; returns: KnownEvent | null; takenBack: KnownEvent[] }

/**
 * Who hears of what, as a pure function of a cause and what is true now: how often and in which order events arrive makes
 * no difference.
 */
export function decide(cause: Cause, { facts, at, known }: Found): Decision {
  const told = (type: NotificationType) => known.find((event) => event.type === type && event.valid)
  const wanted = typesOf(cause).find((type) => (told(type) ? stays(type, facts) : hears(type, facts))) ?? null
  const takenBack = known.filter(({ type, valid }) => valid && type !== wanted)
  if (wanted === null || told(wanted)) return { alert: null, returns: null, takenBack }
  const before = known.find(({ type }) => type === wanted)
  if (before && !isNews(wanted, before, at)) return { alert: null, returns: before, takenBack }
  return { alert: wanted, returns: null, takenBack }
}

function hears(type: NotificationType, facts: Facts): boolean {
  return concerns(facts) && fits(type, facts) && (!facts.muted || kindOf(type).pierces === true)
}

function stays(type: NotificationType, facts: Facts): boolean {
  return concerns(facts) && (kindOf(type).lasting === true || fits(type, facts))
}

function concerns({ stands, visible, apart }: Facts): boolean {
  return stands && visible && !apart
}

function fits(type: NotificationType, facts: Facts): boolean {
  const { to, only } = kindOf(type)
  return facts[to] && (only === undefined || only(facts))
}

/** What is told one by one is news when it came about after the last alert, what is told in groups only after the window. */
function isNews(type: NotificationType, { alertedAt }: KnownEvent, at: Date | null): boolean {
  const quiet = kindOf(type).key ? WINDOW : 0
  return at !== null && at.getTime() > alertedAt.getTime() + quiet
}
