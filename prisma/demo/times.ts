/** When ids begin, as in id_at() of the migrations. */
const EPOCH = Date.UTC(2026, 0, 1)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** What next_id() would have returned at that time: ids sort by time, so a row with an old date needs an old id. */
export function idAt(time: Date, n: number): string {
  return String((BigInt(Math.max(0, time.getTime() - EPOCH)) << 22n) | BigInt(n))
}

export const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY)

export const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - minutes * MINUTE)

/** A number that looks random, but is always the same for the same two numbers. */
export function scatter(one: number, other: number): number {
  let mixed = Math.imul(one * 64 + other + 1, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
  return (mixed ^ (mixed >>> 13)) >>> 0
}
