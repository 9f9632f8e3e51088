import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasTooManyMarks, tidyName, tidyText } from '@/lib/shared/text/tidy-text'

const [LRE, RLO, PDF, RLI, PDI] = ['\u202a', '\u202e', '\u202c', '\u2067', '\u2069']
const any = fc
  .array(fc.constantFrom('a', 'ب', ' ', '\n', '\u0301', LRE, RLO, PDF, RLI, PDI, '\u200d', '😀'))
  .map((parts) => parts.join(''))

describe('a tidy text', () => {
  it.each([
    [`${RLO}abc`, `${RLO}abc${PDF}`],
    [`${RLI}abc\nnext`, `${RLI}abc${PDI}\nnext`],
    [`${RLI}${RLO}a${PDI}b`, `${RLI}${RLO}a${PDF}${PDI}b`],
    [`a${PDI}${PDF}b`, 'ab'],
    [`${RLI}a${PDF}b${PDI}`, `${RLI}ab${PDI}`],
    [`Z${'\u0335'.repeat(500)}o`, `Z${'\u0335'.repeat(8)}o`],
    ['👩‍👩‍👧‍👦 ཧྐྵྨླྺྼྻྂ ❤️ e\u0301', '👩‍👩‍👧‍👦 ཧྐྵྨླྺྼྻྂ ❤️ e\u0301'],
    ['plain\ntext', 'plain\ntext'],
  ])('of %j is %j', (written, tidy) => {
    expect(tidyText(written)).toBe(tidy)
  })

  it('ends in each line what begins there, has few marks, and is tidy already', () => {
    fc.assert(
      fc.property(any, (written) => {
        const tidy = tidyText(written)
        for (const line of tidy.split('\n')) expect(unclosed(line)).toEqual([])
        expect(tidy).not.toMatch(/\p{M}{9}/u)
        expect(tidyText(tidy)).toBe(tidy)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a text with too many marks', () => {
  it.each([
    [`Z${'\u0335'.repeat(9)}`, true],
    [`fine ${'e\u0301\u0300'.repeat(50)}`, false],
    [`Z${'\u0335'.repeat(8)}`, false],
    ['👩‍👩‍👧‍👦 ཧྐྵྨླྺྼྻྂ ❤️', false],
    // Joiners alone draw nothing, so nobody misses them.
    [`a${'\u200d'.repeat(20)}b`, false],
  ])('%j: %j', (text, too) => {
    expect(hasTooManyMarks(text)).toBe(too)
  })

  it('is one that loses marks when it is tidied', () => {
    const marks = (text: string) => text.match(/\p{M}/gu)?.length ?? 0
    fc.assert(
      fc.property(any, (text) => {
        expect(hasTooManyMarks(text)).toBe(marks(tidyText(text)) < marks(text))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a tidy name', () => {
  it('is one line without explicit directions', () => {
    expect(tidyName(` Ana${RLO}\n  \u00a0Lima `)).toBe('Ana Lima')
    fc.assert(
      fc.property(any, (name) => {
        expect(tidyName(name)).not.toMatch(/[\n\u202a-\u202e\u2066-\u2069]|^\s|\s$/)
      }),
    )
  })
})

/** What is open at the end of a line, by the rules of UAX 9, and ends that end nothing. */
function unclosed(line: string): string[] {
  const open: string[] = []
  for (const character of line) {
    if (character === PDF || character === PDI) {
      if (open.at(-1) !== character) return ['stray end']
      open.pop()
    } else if (/[\u202a-\u202e]/.test(character)) open.push(PDF)
    else if (/[\u2066-\u2068]/.test(character)) open.push(PDI)
  }
  return open
}
