/** Both in milliseconds. */
const PER_READER = 5
const AT_MOST = 15_000

/**
 * The milliseconds over which so many readers who are reset together spread the reloading of their feeds. 0 for one
 * reader.
 */
export function reloadWithin(readers: number): number {
  return Math.min(AT_MOST, (readers - 1) * PER_READER)
}
