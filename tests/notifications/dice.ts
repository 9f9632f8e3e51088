/** Evenly spread over [0, 1), the same for the same seed. (mulberry32) */
export type Dice = () => number

export function dice(seed: number): Dice {
  let state = Math.imul(seed, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function pick<T>(roll: Dice, from: readonly T[]): T {
  const picked = from[Math.floor(roll() * from.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}
