import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullJitter } from '@/components/live/waiting'

test('Browsers that lost the same server come back at different times, soon at first and always within 15 seconds', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 60 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, chance) => {
        const ms = fullJitter(attempt, () => chance)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(Math.min(15_000, 1000 * 2 ** attempt))
      },
    ),
  )
})
