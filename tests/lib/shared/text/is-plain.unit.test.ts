import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldBlankLines } from '@/lib/shared/text/fold-blank-lines'
import { foldPoint } from '@/lib/shared/text/fold-text'
import { isPlain } from '@/lib/shared/text/is-plain'
import { tidyText } from '@/lib/shared/text/tidy-text'

it.each(['Good morning', 'One.\n\nTwo.', 'cafe\u0301', '👩‍👩‍👧‍👦 at @ana_lima', 'x'.repeat(800), 'مرحبا'])(
  '%j is plain',
  (text) => {
    expect(isPlain(text)).toBe(true)
  },
)

it('a plain text is shown as it is: nothing in it is tidied or folded', () => {
  const parts = [
    '\n',
    '\n',
    '\n\u2800',
    'a',
    ' ',
    '\u202e',
    '\u0335',
    '\u200d',
    '\u0335'.repeat(5),
    '谢',
    '😀',
    'x'.repeat(100),
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (some) => {
      const text = some.join('')
      if (!isPlain(text)) return
      expect([foldBlankLines(tidyText(text)), foldPoint(text)]).toEqual([text, null])
    }),
    { numRuns: 3000 },
  )
})
