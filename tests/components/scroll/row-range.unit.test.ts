import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heightOfRange, rangeOfKeys, rangeToRender } from '@/components/scroll/row-range'

const NOTHING = { from: 0, to: 0 }

describe('The rows to render', () => {
  test('fill the window with a margin, and are never more than 50', () => {
    const heights = fc.array(fc.integer({ min: 90, max: 900 }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(
        heights,
        fc.integer({ min: 400, max: 1600 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, size, at) => {
          const total = heightOfRange(rows, { from: 0, to: rows.length })
          const top = at * Math.max(0, total - size)
          const range = rangeToRender(NOTHING, { heights: rows, top, bottom: top + size })
          const begins = heightOfRange(rows, { from: 0, to: range.from })
          const ends = begins + heightOfRange(rows, range)
          expect(begins).toBeLessThanOrEqual(Math.max(0, top - 400))
          expect(ends).toBeGreaterThanOrEqual(Math.min(total, top + size + 400))
          expect(range.to - range.from).toBeLessThanOrEqual(50)
        },
      ),
    )
  })

  test('stay the same while they are enough, so that most scrolls need no rendering', () => {
    const heights = Array.from({ length: 100 }, () => 150)
    const first = rangeToRender(NOTHING, { heights, top: 3000, bottom: 3800 })
    expect(rangeToRender(first, { heights, top: 3200, bottom: 4000 })).toBe(first)
    expect(rangeToRender(first, { heights, top: 4000, bottom: 4800 })).not.toBe(first)
  })

  test('are the same rows after others appeared above or between them, or some vanished', () => {
    const indexes = new Map(['new', 'a', 'late', 'b', 'd'].map((key, at) => [key, at]))
    expect(rangeOfKeys(['a', 'b', 'c', 'd'], indexes)).toEqual({ from: 1, to: 5 })
    expect(rangeOfKeys(['c'], indexes)).toEqual({ from: 0, to: 5 })
  })
})
