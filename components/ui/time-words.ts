const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
// Written out: server and browsers may abbreviate differently, and then React would report that their texts differ.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

type Reading = { now: number /** The zone of a date: that of this device, or UTC. */; zone: 'local' | 'utc' }

/**
 * How long ago something was, short: "now", "5 min", "3 h", "6 d", and then its date: "3 Mar", or "3 Mar 2025" of another year.
 * What seems to be in the future is "now".
 */
export function timeWords(at: number, { now, zone }: Reading): string {
  const passed = now - at
  if (passed < MINUTE) return 'now'
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`
  if (passed < 7 * DAY) return `${Math.floor(passed / DAY)} d`
  const [date, today] = [wallClock(at, zone), wallClock(now, zone)]
  const year = date.getUTCFullYear()
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year === today.getUTCFullYear() ? '' : ` ${year}`}`
}

/** The same within a sentence: "just now", "5 min ago", "on 3 Mar". */
export function spokenTime(words: string): string {
  if (words === 'now') return 'just now'
  return / (min|h|d)$/.test(words) ? `${words} ago` : `on ${words}`
}

/** A date whose UTC fields are what a clock on the wall shows at this time, summer time included. */
function wallClock(time: number, zone: Reading['zone']): Date {
  return new Date(zone === 'utc' ? time : time - new Date(time).getTimezoneOffset() * MINUTE)
}
