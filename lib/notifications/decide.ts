import { type Cause, type Facts, kindOf, type NotificationType } from '@/lib/shared/notification-kinds'
import { typesOf } from './candidate'

/** Milliseconds after its first event in which a group takes in more; a cause that comes back within it does not alert again. */
export const WINDOW = 12 * 60 * 60_000

/** An event that is stored for a concern. */
export type KnownEvent = {
  id: bigint
  type: NotificationType
  valid: boolean
  /** Taken back because the two were parted. */
  parted: boolean
  alertedAt: Date
}

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
  if (isNews(wanted, known, at)) return { alert: wanted, returns: null, takenBack }
  const before = known.find(({ type, parted }) => type === wanted && !parted)
  return { alert: null, returns: before ?? null, takenBack }
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

/**
 * A cause that was never told is news. One that was, whatever as, is news again when it came about anew after the last
 * alert; what is told in groups, only after the window.
 */
function isNews(type: NotificationType, known: KnownEvent[], at: Date | null): boolean {
  if (known.length === 0) return true
  const quiet = kindOf(type).key ? WINDOW : 0
  // Only of its own kind: a request that was told today does not silence that one's own was accepted.
  const until = known.map((event) => event.alertedAt.getTime() + (event.type === type ? quiet : 0))
  return at !== null && at.getTime() > Math.max(...until)
}
