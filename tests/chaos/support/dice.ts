import { inject } from 'vitest'

/** How often the kills of a test are repeated; `npm run chaos` asks for more. */
export const ROUNDS = Math.max(1, Number(process.env.ROUNDS) || 1)

/** Evenly spread over [0, 1). */
export type Dice = () => number

/** Dice that fall the same way for the same seed and name, whatever other dice do. (mulberry32) */
export function dice(name: string): Dice {
  let state = inject('seed')
  for (const char of name) state = Math.imul(state ^ char.charCodeAt(0), 0x9e3779b1)
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
