/** Returns a random number, evenly spread over [0, 1). */
export type Dice = () => number

/** The same random numbers for the same seed. (mulberry32) */
export function seededDice(seed: number): Dice {
  let state = seed
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
