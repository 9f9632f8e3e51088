/** Milliseconds from the browser's monotonic clock to the server's clock; null before the first time that the server named. */
let ahead: number | null = null

/**
 * Takes in a time that the server named, in any format of `Date.parse`. It was right when it was named and is late by the time
 * of its way here, or by its time in a cache. So none is ahead of the server, and the latest of them is the best.
 *
 * It is compared with the monotonic clock, which does not change when somebody sets the clock of the device. That one may stop
 * while the device sleeps; the next heartbeat corrects this.
 */
export function noteServerTime(named: string | null): void {
  const time = Date.parse(named ?? '')
  if (!Number.isNaN(time)) ahead = Math.max(ahead ?? Number.NEGATIVE_INFINITY, time - performance.now())
}

/** The time of the server in milliseconds. The clock of the device may be hours off, and is used only until the first answer. */
export function serverNow(): number {
  return ahead === null ? Date.now() : performance.now() + ahead
}
