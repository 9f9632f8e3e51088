export type Spread = { median: number; min: number; max: number }

export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = (percentile(sorted, 50) + percentile(sorted.toReversed(), 50)) / 2
  return { median: middle, min: sorted.at(0) ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN }
}

/** The smallest of the values (in ascending order) that at least `share` per cent of them do not exceed. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const index = Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)
  return sorted[index] ?? Number.NaN
}
