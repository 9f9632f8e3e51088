import { inject } from 'vitest'
import { type Dice, seededDice } from '../../support/dice'

/** How often the kills of a test are repeated; `npm run chaos` asks for more. */
export const ROUNDS = Math.max(1, Number(process.env.ROUNDS) || 1)

/** Random numbers that are the same for the same seed and name, however many others are drawn. */
export function dice(name: string): Dice {
  let seed = inject('seed')
  for (const char of name) seed = Math.imul(seed ^ char.charCodeAt(0), 0x9e3779b1)
  return seededDice(seed)
}
