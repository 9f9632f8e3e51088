import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countGraphemes, firstGraphemes, graphemesOver } from '@/lib/shared/text/graphemes'
import { cpuTimeOf } from '../../../support/cpu-time'

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' })
const graphemesOf = (text: string) => Array.from(SEGMENTER.segment(text), ({ segment }) => segment)

/** Characters that combine with each other, and some that do not. */
const PIECES = [
  ...['a', ' ', '\n', '\r\n', '\r', 'é', 'e\u0301', '😀', '👩‍👩‍👧‍👦', '👍🏽', '🇩🇪', '🇩', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '\u200d', '\ufe0f'],
  ...[
    '각',
    'ᄀ',
    'ᅡ',
    'ᆨ',
    'กำ',
    'ำ',
    'क्षि',
    '\u094d',
    '\u0600',
    '\u{111c2}',
    '\u00a9',
    '\ud83d',
    'ｶﾞ',
    'ﾞ',
    '谢',
    '\u200b',
  ],
]
const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES)).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

describe('the characters of a text', () => {
  it.each([
    ['😀'.repeat(1500), 1500],
    ['👩‍👩‍👧‍👦'.repeat(300), 300],
    ['e\u0301'.repeat(10), 10],
    ['🇩🇪🇫🇷', 2],
    ['👍🏽❤️', 2],
    ['a\r\nb', 3],
    [`Z${'\u0335'.repeat(500)}`, 1],
    ['', 0],
  ])('%j are counted as people see them', (written, count) => {
    expect(countGraphemes(written)).toBe(count)
  })

  it('of any text are those of Unicode, also where no segmenter is needed', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(countGraphemes(any)).toBe(graphemesOf(any).length)
      }),
      { numRuns: 2000 },
    )
  })

  it('say by how many a text is too long', () => {
    expect(graphemesOver('😀'.repeat(2000), 2000)).toBe(0)
    expect(graphemesOver('😀'.repeat(2001), 2000)).toBe(1)
    expect(graphemesOver('👩‍👩‍👧‍👦'.repeat(25), 20)).toBe(5)
    expect(graphemesOver('short', 2000)).toBe(0)
  })

  it('of 128 KB are counted no further than needed', () => {
    const work = () => {
      for (const piece of ['👩‍👩‍👧‍👦', 'e\u0301', '🇩🇪', 'ᄀ'])
        graphemesOver(piece.repeat(128_000 / Buffer.byteLength(piece)), 50)
    }
    expect(cpuTimeOf(work)).toBeLessThan(1000)
  })

  it('at the beginning of a text are never parts of characters', () => {
    fc.assert(
      fc.property(text, fc.nat(20), (any, max) => {
        expect(firstGraphemes(any, max)).toBe(graphemesOf(any).slice(0, max).join(''))
      }),
      { numRuns: 1000 },
    )
  })
})
