import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isVisible } from '@/lib/shared/text/is-visible'

const BLANKS = [
  ...[
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '\u00ad',
    '\u034f',
    '\u061c',
    '\u115f',
    '\u1160',
    '\u17b4',
    '\u17b5',
    '\u180e',
    '\u2000',
    '\u200b',
  ],
  ...[
    '\u200c',
    '\u200d',
    '\u200e',
    '\u202e',
    '\u2028',
    '\u2060',
    '\u2062',
    '\u2068',
    '\u206a',
    '\u2800',
    '\u3000',
    '\u3164',
    '\ufe00',
  ],
  ...[
    '\ufe0f',
    '\ufeff',
    '\uffa0',
    '\ufff9',
    '\u{1d159}',
    '\u{1d173}',
    '\u{1bca0}',
    '\u{e0001}',
    '\u{e0100}',
    '\u{13441}',
    '\u0001',
    '\u007f',
  ],
]

describe('a text', () => {
  it.each(BLANKS.map((blank) => [blank.codePointAt(0)?.toString(16), blank]))('of U+%s alone is empty', (_, blank) => {
    expect(isVisible(blank ?? '')).toBe(false)
  })

  it('of any such characters is empty, and with one other character it is not', () => {
    const blanks = fc.array(fc.constantFrom(...BLANKS)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        blanks,
        blanks,
        fc.constantFrom('a', '.', '谢', '😀', '©', '\u0600', '\u0301', '\ue000'),
        (one, other, seen) => {
          expect(isVisible(one + other)).toBe(false)
          expect(isVisible(one + seen + other)).toBe(true)
        },
      ),
    )
  })
})
