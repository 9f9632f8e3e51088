const EPOCH = Date.UTC(2026, 0, 1)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** What next_id() would have made at that time: ids sort by time, so what is dated back needs an id from back then. */
export function idAt(time: Date, n: number): string {
  return String((BigInt(Math.max(0, time.getTime() - EPOCH)) << 22n) | BigInt(n))
}

export const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY)

export const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - minutes * MINUTE)

/** The same number for the same two, and no pattern that one could see: chance without throwing dice. */
export function scatter(one: number, other: number): number {
  let mixed = Math.imul(one * 64 + other + 1, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
  return (mixed ^ (mixed >>> 13)) >>> 0
}
